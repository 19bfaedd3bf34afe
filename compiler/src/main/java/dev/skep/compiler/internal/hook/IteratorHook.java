package dev.skep.compiler.internal.hook;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.link.IteratorLink;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.compiler.hook.IteratorMeta;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A list of the kernel's that user space reads. */
final class IteratorHook implements Hook {
    private static final int EVERY_PROCESS = -1;

    private final String list;
    private final @Nullable BpfMap map;
    private final int pid;
    private final boolean sleepable;

    private IteratorHook(String list, @Nullable BpfMap map, int pid, boolean sleepable) {
        this.list = list;
        this.map = map;
        this.pid = pid;
        this.sleepable = sleepable;
    }

    static IteratorHook of(WrittenAnnotation a, Object program) {
        String list = HookTarget.resolve(a.text("value"), program);
        String field = a.text("map");
        BpfMap map = null;
        if (!field.isEmpty()) {
            if (!(HookTarget.read(field, program) instanceof BpfMap found)) {
                throw new IllegalArgumentException("field " + field + " of an iterator is no map");
            }
            map = found;
        }
        int pid = (int) HookTarget.number(a.text("pid"), program, EVERY_PROCESS);
        return new IteratorHook(list, map, pid, a.flag("sleepable"));
    }

    @Override
    public ProgramType programType() {
        return ProgramType.TRACING;
    }

    @Override
    public boolean maySleep() {
        return sleepable;
    }

    @Override
    public String description() {
        return "iterator " + list + (map == null ? "" : " of map " + map.name())
                + (pid == EVERY_PROCESS ? "" : " of process " + pid);
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        if ((index == 0) != (type == IteratorMeta.class)) {
            throw new Refusal(
                    "the first parameter of an @Iterator method, and no other, is an IteratorMeta",
                    "declare void name(IteratorMeta meta, ...)");
        }
        if (!Struct.class.isAssignableFrom(type)) {
            return ArgumentArray.parameter(index, type, Region.KERNEL_TYPED, evaluation);
        }
        boolean kernel = evaluation.environment().kernelStruct(type) != null;
        return element(
                index,
                type,
                kernel ? Region.KERNEL_TYPED : Region.MAP_VALUE,
                index == 0 ? Nullability.NEVER : Nullability.UNCHECKED,
                evaluation);
    }

    private static Abstract element(
            int index, Class<?> type, Region region, Nullability nullability, Evaluation evaluation) {
        Value loaded =
                evaluation.builder().load(evaluation.context(), index * 8, 8, false, Width.W64, "element " + index);
        return new Pointer(loaded, 0, region, type, 0, nullability);
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        Btf btf = kernelTypes.get();
        int id = btf.find("bpf_iter_".concat(list), BtfKind.FUNC);
        if (id < 0) {
            throw new UnsupportedFeatureException(
                    "iterator " + list, "this kernel has these: " + String.join(", ", lists(btf)));
        }
        spec.attachType(AttachType.TRACE_ITER).attachTo(id);
        if (sleepable) spec.sleepable();
    }

    private static List<String> lists(Btf btf) {
        List<String> lists = new ArrayList<>();
        for (int id = 1; id < btf.typeCount(); id++) {
            if (btf.kind(id) != BtfKind.STRUCT) continue;
            String name = btf.name(id);
            if (name.startsWith("bpf_iter__")) lists.add(name.substring("bpf_iter__".length()));
        }
        lists.sort(null);
        return lists;
    }

    @Override
    public List<Link> attach(Program program) {
        BpfMap elements = map;
        if (elements != null) return List.of(IteratorLink.attach(program, elements));
        return List.of(pid == EVERY_PROCESS ? IteratorLink.attach(program) : IteratorLink.attach(program, pid));
    }
}
