package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.TracepointLink;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.bpf.tracefs.TracepointField;
import dev.skep.bpf.tracefs.TracepointFormat;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.MemoryField;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A tracepoint with the fields of its format. */
final class TracepointHook implements Hook {
    private final String tracepoint;
    private @Nullable TracepointFormat format;

    TracepointHook(String tracepoint) {
        if (!tracepoint.matches("[^/]+/[^/]+")) {
            throw new IllegalArgumentException(
                    "@Tracepoint(\"" + tracepoint + "\"): expected category/name, as syscalls/sys_enter_openat");
        }
        this.tracepoint = tracepoint;
    }

    @Override
    public ProgramType programType() {
        return ProgramType.TRACEPOINT;
    }

    @Override
    public String description() {
        return "tracepoint " + tracepoint;
    }

    @Override
    public Abstract parameter(int index, Class<?> type, Evaluation evaluation) {
        if (index > 0 || !Struct.class.isAssignableFrom(type)) {
            throw new Refusal(
                    "a tracepoint passes one parameter, an interface of its fields",
                    "declare interface Fields extends Struct { ... }");
        }
        return new Pointer(evaluation.context(), 0, Region.CONTEXT, type, 0, Pointer.Nullability.NEVER);
    }

    @Override
    public @Nullable MemoryField contextField(Class<?> type, String name) {
        if (type.isAnnotationPresent(KernelStruct.class)) return null;
        TracepointFormat known = format;
        if (known == null) format = known = TraceFs.instance().format(tracepoint);
        TracepointFormat fields = known;
        TracepointField field = known.field(name)
                .orElseThrow(() -> new Refusal(
                        "tracepoint " + tracepoint + " has no field " + name,
                        "its fields are "
                                + String.join(
                                        ", ",
                                        fields.fields().stream()
                                                .map(TracepointField::name)
                                                .toList())));
        boolean bytes = false;
        for (Method method : type.getMethods())
            bytes |= method.getName().equals(name) && method.getReturnType() == Bytes.class;
        if (bytes)
            return new MemoryField(field.offset(), 1, field.size(), MemoryField.Kind.EMBEDDED, false, false, 0, 0);
        return MemoryField.plain(field.offset(), field.size(), MemoryField.Kind.INTEGER, field.signed());
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {}

    @Override
    public Link attach(Program program) {
        return TracepointLink.attach(program, tracepoint);
    }
}
