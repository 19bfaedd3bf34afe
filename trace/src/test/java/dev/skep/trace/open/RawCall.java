package dev.skep.trace.open;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.function.LongConsumer;

/** System calls that neither the JDK nor the C library makes any more. */
final class RawCall {
    static final long OPEN = 2;
    static final long CREAT = 85;
    static final long OPENAT = 257;
    static final long OPENAT2 = 437;
    static final int AT_FDCWD = -100;
    private static final long CLOSE = 3;

    @SuppressWarnings("restricted") // these calls are what the class is for
    private static final MethodHandle SYSCALL = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().find("syscall").orElseThrow(),
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG));

    private RawCall() {}

    static void open(String name, int flags) {
        withText(name, text -> close(call(OPEN, text, flags, 0644, 0)));
    }

    static void creat(String name) {
        withText(name, text -> close(call(CREAT, text, 0644, 0, 0)));
    }

    static void openat(int directory, String name, int flags) {
        withText(name, text -> close(call(OPENAT, directory, text, flags, 0)));
    }

    static void openatAddress(long address) {
        close(call(OPENAT, AT_FDCWD, address, 0, 0));
    }

    static void openat2(String name, long flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment how = arena.allocate(24);
            how.set(ValueLayout.JAVA_LONG, 0, flags);
            withText(name, text -> close(call(OPENAT2, AT_FDCWD, text, how.address(), how.byteSize())));
        }
    }

    static long openDirectory(String name) {
        try (Arena arena = Arena.ofConfined()) {
            return call(OPENAT, AT_FDCWD, arena.allocateFrom(name).address(), OpenFlag.O_DIRECTORY.value(), 0);
        }
    }

    static void close(long descriptor) {
        if (descriptor >= 0) {
            call(CLOSE, descriptor, 0, 0, 0);
        }
    }

    private static void withText(String text, LongConsumer action) {
        try (Arena arena = Arena.ofConfined()) {
            action.accept(arena.allocateFrom(text).address());
        }
    }

    private static long call(long number, long a, long b, long c, long d) {
        try {
            return (long) SYSCALL.invokeExact(number, a, b, c, d);
        } catch (Throwable impossible) {
            throw new AssertionError(impossible);
        }
    }
}
