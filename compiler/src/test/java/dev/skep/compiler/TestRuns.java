package dev.skep.compiler;

import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.TestRun;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Runs of loaded programs outside their hooks. */
public final class TestRuns {
    private TestRuns() {}

    /** The result of a syscall program for this input. */
    public static int run(Loaded<?> loaded, String name, Struct input) {
        byte[] context = Flyweight.segment(input).toArray(ValueLayout.JAVA_BYTE);
        return loaded.program(name)
                .program()
                .testRun(TestRun.ofContext(context))
                .returnValue();
    }

    /** The result of a syscall or raw tracepoint program for these arguments of 8 bytes each. */
    public static int run(Loaded<?> loaded, String name, long... arguments) {
        ByteBuffer context =
                ByteBuffer.allocate(Math.max(1, arguments.length) * Long.BYTES).order(ByteOrder.nativeOrder());
        for (long argument : arguments) context.putLong(argument);
        return loaded.program(name)
                .program()
                .testRun(TestRun.ofContext(context.array()))
                .returnValue();
    }
}
