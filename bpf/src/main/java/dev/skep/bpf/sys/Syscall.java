package dev.skep.bpf.sys;

import dev.skep.bpf.SyscallException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * syscall(2). The class initialises with the first call, which costs tens of milliseconds in a cold JVM.
 *
 * <p>Safe for every thread: errno is captured into memory of the calling thread.
 */
final class Syscall {
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final long ERRNO = STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle HANDLE = handle();
    private static final CapturedState CAPTURED = new CapturedState();

    private Syscall() {}

    /** Makes the call; answers its result, or the negated errno when it failed. */
    static long invoke(SyscallNumber call, long a, long b, long c, long d, long e, long f) {
        MemorySegment state = CAPTURED.get();
        long result;
        try {
            result = (long) HANDLE.invokeExact(state, (long) call.number(), a, b, c, d, e, f);
        } catch (Throwable impossible) {
            throw new AssertionError("a downcall throws nothing", impossible);
        }
        return result == -1 ? -state.get(ValueLayout.JAVA_INT, ERRNO) : result;
    }

    static long invoke(SyscallNumber call, long a, long b, long c) {
        return invoke(call, a, b, c, 0, 0, 0);
    }

    /** Passes on a result of {@link #invoke}, or throws what it stands for. */
    static long checked(long result, SyscallNumber call, String object) {
        if (result < 0) {
            throw new SyscallException(call.call(), object, (int) -result);
        }
        return result;
    }

    @SuppressWarnings("restricted") // the one downcall of the house; its descriptor is that of syscall(2)
    private static MethodHandle handle() {
        Linker linker = Linker.nativeLinker();
        ValueLayout.OfLong word = ValueLayout.JAVA_LONG;
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("syscall"),
                FunctionDescriptor.of(word, word, word, word, word, word, word, word),
                Linker.Option.captureCallState("errno"));
    }

    /** A class of its own rather than withInitial: a lambda would cost start-up time. */
    private static final class CapturedState extends ThreadLocal<MemorySegment> {
        @Override
        protected MemorySegment initialValue() {
            return Arena.ofAuto().allocate(STATE);
        }
    }
}
