package dev.skep.bench.figure;

import dev.skep.bench.program.ArithmeticPrograms;
import dev.skep.bench.program.CountingPrograms;
import dev.skep.bench.program.ExecPrograms;
import dev.skep.bench.program.Hello;
import dev.skep.bench.program.OpenPrograms;
import dev.skep.bench.program.PacketPrograms;
import dev.skep.bench.program.Rule;
import java.util.List;

/**
 * Programs in Java and the same in C.
 *
 * @param java the program object
 * @param c the C file, without {@code .bpf.c}
 */
record ProgramPair(Object java, String c) {
    /** The packet programs. */
    static ProgramPair packets() {
        return new ProgramPair(new PacketPrograms(Rule.EIGHT), "xdp");
    }

    /** The programs that only calculate. */
    static ProgramPair arithmetic() {
        return new ProgramPair(new ArithmeticPrograms(), "arithmetic");
    }

    /** All of them. */
    static List<ProgramPair> all() {
        return List.of(
                new ProgramPair(new Hello(), "hello"),
                new ProgramPair(new OpenPrograms(), "open"),
                new ProgramPair(new ExecPrograms(), "exec"),
                packets(),
                new ProgramPair(new CountingPrograms(), "counting"),
                arithmetic());
    }

    ClangPrograms clang(Settings settings) {
        return new ClangPrograms(settings.clangObject(c));
    }
}
