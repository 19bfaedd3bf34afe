package dev.skep.bpf.program;

import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.Register;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Programs of two instructions, and how to see that they ran. */
public final class TinyPrograms {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TinyPrograms() {}

    /** A description of a program that returns a constant. */
    public static ProgramSpec.Builder returning(String name, ProgramType type, int value) {
        return ProgramSpec.builder(name, type).instructions(returning(value));
    }

    /** Loads a program that returns 0. */
    public static Program load(String name, ProgramType type) {
        return Program.load(returning(name, type, 0).build());
    }

    /** Instructions that return a constant. */
    public static long[] returning(int value) {
        return new long[] {Instructions.mov64Imm(Register.R0, value), Instructions.exit()};
    }

    /** Waits until the kernel, which has to count, has run the program once more at least. */
    public static void awaitRunsBeyond(Program program, long before) {
        Awaitility.await(program + " runs")
                .atMost(PATIENCE)
                .until(() -> program.info().runCount() > before);
    }
}
