package dev.skep.compiler.internal.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.TracepointLink;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramSpec;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.symbol.NearNames;
import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.bpf.tracefs.TracepointField;
import dev.skep.bpf.tracefs.TracepointFormat;
import dev.skep.compiler.internal.eval.Abstract;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.MemoryField;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.eval.WrittenAnnotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A tracepoint with the fields of its format. */
final class TracepointHook implements Hook {
    private final List<String> tracepoints;
    private final long cookie;
    private @Nullable List<TracepointFormat> formats;

    private TracepointHook(List<String> tracepoints, long cookie) {
        this.tracepoints = tracepoints;
        this.cookie = cookie;
    }

    static TracepointHook of(WrittenAnnotation a, Object program) {
        List<String> tracepoints = new ArrayList<>();
        for (String target : a.texts("value")) {
            String tracepoint = HookTarget.resolve(target, program);
            int slash = tracepoint.indexOf('/');
            if (slash < 1 || slash != tracepoint.lastIndexOf('/') || slash == tracepoint.length() - 1) {
                throw new IllegalArgumentException(
                        "@Tracepoint(\"" + tracepoint + "\"): expected category/name, as syscalls/sys_enter_openat");
            }
            tracepoints.add(tracepoint);
        }
        if (tracepoints.isEmpty()) throw new IllegalArgumentException("@Tracepoint names no tracepoint");
        if (tracepoints.size() > 1 && tracepoints.stream().anyMatch(TraceFs.instance()::hasEvent)) {
            tracepoints.removeIf(tracepoint -> !TraceFs.instance().hasEvent(tracepoint));
        }
        return new TracepointHook(List.copyOf(tracepoints), HookTarget.number(a.text("cookie"), program, 0));
    }

    @Override
    public ProgramType programType() {
        return ProgramType.TRACEPOINT;
    }

    @Override
    public String description() {
        return "tracepoint " + String.join(", ", tracepoints);
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
        TracepointField field = field(formats().getFirst(), name);
        for (TracepointFormat format : formats()) {
            TracepointField other = field(format, name);
            if (other.offset() != field.offset() || other.size() != field.size()) {
                throw new Refusal(
                        "field " + name + " lies at different places in " + description(),
                        "write one method for each tracepoint");
            }
        }
        boolean bytes = false;
        for (Method method : type.getMethods())
            bytes |= method.getName().equals(name) && method.getReturnType() == Bytes.class;
        if (bytes)
            return new MemoryField(field.offset(), 1, field.size(), MemoryField.Kind.EMBEDDED, false, false, 0, 0);
        return MemoryField.plain(field.offset(), field.size(), MemoryField.Kind.INTEGER, field.signed());
    }

    private List<TracepointFormat> formats() {
        List<TracepointFormat> known = formats;
        if (known == null)
            formats =
                    known = tracepoints.stream().map(TraceFs.instance()::format).toList();
        return known;
    }

    private static TracepointField field(TracepointFormat format, String name) {
        return format.field(name)
                .orElseThrow(() -> new Refusal(
                        "tracepoint " + format.name() + " has no field " + name,
                        "its fields are "
                                + String.join(
                                        ", ",
                                        format.fields().stream()
                                                .map(TracepointField::name)
                                                .toList())));
    }

    @Override
    public void specify(ProgramSpec.Builder spec, Supplier<Btf> kernelTypes) {
        for (String tracepoint : tracepoints) {
            if (TraceFs.instance().hasEvent(tracepoint)) continue;
            int slash = tracepoint.indexOf('/');
            List<String> names = TraceFs.instance().events(tracepoint.substring(0, slash));
            throw new Refusal(
                    "this kernel has no tracepoint " + tracepoint,
                    NearNames.question(tracepoint.substring(slash + 1), names)
                            + "list them with `ls /sys/kernel/tracing/events/*`");
        }
    }

    @Override
    public List<Link> attach(Program program) {
        List<Link> links = new ArrayList<>();
        try {
            for (int i = 0; i < tracepoints.size(); i++) {
                links.add(TracepointLink.attach(program, tracepoints.get(i), cookie + i));
            }
            return links;
        } catch (RuntimeException e) {
            for (Link link : links) link.close();
            throw e;
        }
    }
}
