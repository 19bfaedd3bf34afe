package dev.skep.compiler.internal.hook;

import dev.skep.compiler.hook.Fentry;
import dev.skep.compiler.hook.Fexit;
import dev.skep.compiler.hook.Kprobe;
import dev.skep.compiler.hook.Kretprobe;
import dev.skep.compiler.hook.Lsm;
import dev.skep.compiler.hook.PerfEvent;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.compiler.hook.Tracepoint;
import dev.skep.compiler.hook.Uprobe;
import dev.skep.compiler.hook.Uretprobe;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.internal.hook.TypedHook.Kind;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Optional;

/** Finds the hook that a method's annotation names. */
public final class HookReader {
    private HookReader() {}

    /**
     * The hook of {@code method}, or nothing if it is an ordinary method.
     *
     * @throws IllegalArgumentException if the annotation is wrong
     */
    public static Optional<Hook> hookOf(Method method, Object program) {
        for (Annotation annotation : method.getDeclaredAnnotations()) {
            Hook hook = hook(annotation, program);
            if (hook != null) return Optional.of(hook);
        }
        return Optional.empty();
    }

    private static @org.jspecify.annotations.Nullable Hook hook(Annotation annotation, Object program) {
        if (annotation instanceof Tracepoint a) return TracepointHook.of(a.value(), program);
        if (annotation instanceof RawTracepoint a) return new RawTracepointHook(HookTarget.resolve(a.value(), program));
        if (annotation instanceof TpBtf a)
            return new TypedHook(Kind.TRACEPOINT, HookTarget.resolve(a.value(), program));
        if (annotation instanceof Fentry a)
            return new TypedHook(Kind.FUNCTION_ENTRY, HookTarget.resolve(a.value(), program));
        if (annotation instanceof Fexit a)
            return new TypedHook(Kind.FUNCTION_EXIT, HookTarget.resolve(a.value(), program));
        if (annotation instanceof Lsm a) return new TypedHook(Kind.SECURITY, HookTarget.resolve(a.value(), program));
        if (annotation instanceof Kprobe a) return ProbeHook.kernel(HookTarget.resolve(a.value(), program), false);
        if (annotation instanceof Kretprobe a) return ProbeHook.kernel(HookTarget.resolve(a.value(), program), true);
        if (annotation instanceof Uprobe a) {
            return ProbeHook.user(
                    HookTarget.resolve(a.binary(), program), HookTarget.resolve(a.symbol(), program), false);
        }
        if (annotation instanceof Uretprobe a) {
            return ProbeHook.user(
                    HookTarget.resolve(a.binary(), program), HookTarget.resolve(a.symbol(), program), true);
        }
        if (annotation instanceof Xdp a) return new XdpHook(HookTarget.resolve(a.value(), program));
        if (annotation instanceof PerfEvent a) return new PerfEventHook(a.frequency());
        if (annotation instanceof Syscall) return new SyscallHook();
        return null;
    }
}
