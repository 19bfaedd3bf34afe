package dev.skep.security.policy.attach;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.tracefs.TraceFs;
import dev.skep.bpf.tracefs.TracepointField;
import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.program.Connect4Program;
import dev.skep.security.policy.program.Connect6Program;
import dev.skep.security.policy.program.Dispatch;
import dev.skep.security.policy.program.EgressProgram;
import dev.skep.security.policy.program.FunctionEntryProgram;
import dev.skep.security.policy.program.FunctionExitProgram;
import dev.skep.security.policy.program.FunctionResultProgram;
import dev.skep.security.policy.program.HashProgram;
import dev.skep.security.policy.program.HookBody;
import dev.skep.security.policy.program.IngressProgram;
import dev.skep.security.policy.program.KprobeProgram;
import dev.skep.security.policy.program.KretprobeProgram;
import dev.skep.security.policy.program.NoRules;
import dev.skep.security.policy.program.ReturnDispatch;
import dev.skep.security.policy.program.SecurityProgram;
import dev.skep.security.policy.program.SocketReleaseProgram;
import dev.skep.security.policy.program.SystemCallProgram;
import dev.skep.security.policy.program.SystemReturnProgram;
import dev.skep.security.policy.program.TracepointProgram;
import dev.skep.security.policy.program.TypedTracepointProgram;
import dev.skep.security.policy.program.UprobeProgram;
import dev.skep.security.policy.program.UretprobeProgram;
import dev.skep.security.policy.program.UsdtProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The program object for each kind of hook. */
public final class Programs {
    private Programs() {}

    /** The control group that all processes are below. */
    private static String root() {
        return Hierarchy.unified()
                .map(hierarchy -> hierarchy.mount().toString())
                .orElseThrow(() -> new UnsupportedFeatureException("control groups of version 2", "none are mounted"));
    }

    /** Places of fields in the records of system calls that begin: the number and six arguments, of which each has as many as it takes. */
    private static final int SYSCALL_FIELDS = 11;

    private static final int FIRST_ARGUMENT = 5;
    private static final int ARGUMENTS_AT = 16;

    /** Where a number lies in a record. */
    private record FieldPlace(int offset, int size, boolean signed) {
        static FieldPlace of(TracepointField field) {
            return new FieldPlace(field.offset(), field.size(), field.signed());
        }

        static FieldPlace ofArgument(int index) {
            return new FieldPlace(ARGUMENTS_AT + index * Long.BYTES, Long.BYTES, false);
        }
    }

    /** Calls whose programs are the same. */
    private record AnyCall(boolean returns) {}

    /** What of a hook decides on the code of a body there: equal places, equal code. */
    static Object place(KernelHook hook, HookBody body) {
        if (hook instanceof KernelHook.Packet) {
            return KernelHook.Packet.class;
        }
        if (hook instanceof KernelHook.SystemCall call) {
            return new AnyCall(call.returns());
        }
        if (!(hook instanceof KernelHook.Tracepoint tracepoint)) {
            return hook;
        }
        if (body instanceof Dispatch || body instanceof ReturnDispatch || body instanceof NoRules) {
            return KernelHook.Tracepoint.class;
        }
        List<FieldPlace> places = TraceFs.instance().format(tracepoint.name()).fields().stream()
                .map(FieldPlace::of)
                .collect(Collectors.toCollection(ArrayList::new));
        boolean arguments = tracepoint.name().startsWith("syscalls/sys_enter_") && places.size() > FIRST_ARGUMENT;
        for (int i = FIRST_ARGUMENT; arguments && i < SYSCALL_FIELDS; i++) {
            FieldPlace usual = FieldPlace.ofArgument(i - FIRST_ARGUMENT);
            if (i == places.size()) {
                places.add(usual);
            }
            arguments = places.get(i).equals(usual);
        }
        return places;
    }

    /** Whether programs of a hook are told which it is, and so can serve several. */
    static boolean tellSeats(KernelHook hook) {
        return hook instanceof KernelHook.SystemCall || hook instanceof KernelHook.Tracepoint;
    }

    /**
     * The object that runs a body at a hook.
     *
     * @param cookie for where it is attached, if programs of the hook see one
     */
    public static Object of(KernelHook hook, HookBody body, int cookie) {
        return switch (hook) {
            case KernelHook.Tracepoint h ->
                new TracepointProgram(
                        h.name(), cookie, TraceFs.instance().format(h.name()).fields(), body);
            case KernelHook.SystemCall h -> h.returns() ? new SystemReturnProgram(body) : new SystemCallProgram(body);
            case KernelHook.TypedTracepoint h -> new TypedTracepointProgram(h.name(), body);
            case KernelHook.FunctionEntry h -> new FunctionEntryProgram(h.function(), body);
            case KernelHook.FunctionExit h -> new FunctionExitProgram(h.function(), body);
            case KernelHook.FunctionResult h -> new FunctionResultProgram(h.function(), body);
            case KernelHook.Security h -> new SecurityProgram(h.hook(), body);
            case KernelHook.SecurityWithHash h ->
                h.part() == KernelHook.SecurityWithHash.Part.HASH
                        ? new HashProgram(h.hook(), body)
                        : new SecurityProgram(h.hook(), body);
            case KernelHook.KprobeEntry h -> new KprobeProgram(h.function(), body);
            case KernelHook.KprobeExit h -> new KretprobeProgram(h.function(), body);
            case KernelHook.UserFunction h -> new UprobeProgram(h.path(), h.symbol(), h.offset(), h.semaphore(), body);
            case KernelHook.UserReturn h -> new UretprobeProgram(h.path(), h.symbol(), h.offset(), body);
            case KernelHook.UserProbe h -> new UsdtProgram(h.path(), h.provider(), h.name(), body);
            case KernelHook.Connect h ->
                h.ip6() ? new Connect6Program(root(), body) : new Connect4Program(root(), body);
            case KernelHook.Packet h -> h.egress() ? new EgressProgram(root(), body) : new IngressProgram(root(), body);
            case KernelHook.SocketRelease h -> new SocketReleaseProgram(root(), body);
        };
    }
}
