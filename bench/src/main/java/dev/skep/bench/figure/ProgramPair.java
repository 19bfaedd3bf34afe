package dev.skep.bench.figure;

import dev.skep.bench.program.ArithmeticPrograms;
import dev.skep.bench.program.CalculationPrograms;
import dev.skep.bench.program.CountingPrograms;
import dev.skep.bench.program.ExecPrograms;
import dev.skep.bench.program.HeaderPrograms;
import dev.skep.bench.program.Hello;
import dev.skep.bench.program.LookupPrograms;
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

    /** More packet programs, which take no settings. */
    static ProgramPair headers() {
        return new ProgramPair(new HeaderPrograms(), "headers");
    }

    /** The programs that only calculate. */
    static ProgramPair arithmetic() {
        return new ProgramPair(new ArithmeticPrograms(), "arithmetic");
    }

    /** More programs that only calculate. */
    static ProgramPair calculations() {
        return new ProgramPair(new CalculationPrograms(), "calculations");
    }

    /** All of them. */
    static List<ProgramPair> all() {
        return List.of(
                new ProgramPair(new Hello(), "hello"),
                new ProgramPair(new OpenPrograms(), "open"),
                new ProgramPair(new ExecPrograms(), "exec"),
                packets(),
                headers(),
                new ProgramPair(new CountingPrograms(), "counting"),
                new ProgramPair(new LookupPrograms(), "lookups"),
                arithmetic(),
                calculations());
    }

    ClangPrograms clang(Settings settings) {
        return new ClangPrograms(settings.clangObject(c));
    }
}
