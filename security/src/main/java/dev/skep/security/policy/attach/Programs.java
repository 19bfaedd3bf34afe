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

/** The program object for each kind of hook. */
public final class Programs {
    private Programs() {}

    /** The control group that all processes are below. */
    private static String root() {
        return Hierarchy.unified()
                .map(hierarchy -> hierarchy.mount().toString())
                .orElseThrow(() -> new UnsupportedFeatureException("control groups of version 2", "none are mounted"));
    }

    /** Where a number lies in a record. */
    private record FieldPlace(int offset, int size, boolean signed) {
        static FieldPlace of(TracepointField field) {
            return new FieldPlace(field.offset(), field.size(), field.signed());
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
        return TraceFs.instance().format(tracepoint.name()).fields().stream()
                .map(FieldPlace::of)
                .toList();
    }

    /** Whether programs of a hook are told which it is, and so can serve several. */
    static boolean tellSeats(KernelHook hook) {
        return hook instanceof KernelHook.SystemCall;
    }

    /** Which it is. */
    static int seat(KernelHook hook) {
        if (hook instanceof KernelHook.SystemCall call) {
            return call.number();
        }
        throw new IllegalArgumentException(hook + " is not told from others");
    }

    /** The object that runs a body at a hook. */
    public static Object of(KernelHook hook, HookBody body) {
        return switch (hook) {
            case KernelHook.Tracepoint h ->
                new TracepointProgram(
                        h.name(), TraceFs.instance().format(h.name()).fields(), body);
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
