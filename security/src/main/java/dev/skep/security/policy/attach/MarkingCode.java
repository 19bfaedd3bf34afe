package dev.skep.security.policy.attach;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Repeatable;
import dev.skep.security.policy.program.MarkingProgram;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The code of {@link MarkingProgram}, which is the same for everybody: this process compiles it once. Safe for several threads. */
final class MarkingCode {
    private static @Nullable MarkingCode known;

    private final Repeatable<MarkingProgram> program;
    private final Arrays arrays;

    /** What is gone on to. */
    record Arrays(ProgramArray execs, ProgramArray forks, ProgramArray exits) {
        MarkingProgram program() {
            return new MarkingProgram(execs, forks, exits);
        }
    }

    private MarkingCode(Repeatable<MarkingProgram> program, Arrays arrays) {
        this.program = program;
        this.arrays = arrays;
    }

    /** Attaches a program that goes on to arrays, which are there already. */
    static Loaded<MarkingProgram> attach(Arrays arrays) {
        MarkingCode code;
        synchronized (MarkingCode.class) {
            code = known;
            if (code == null) {
                Repeatable<MarkingProgram> made = Kernel.repeatable(arrays.program(), true);
                known = new MarkingCode(made, arrays);
                return made.first();
            }
        }
        return code.again(arrays);
    }

    private Loaded<MarkingProgram> again(Arrays others) {
        return program.again(
                others.program(),
                Map.of(arrays.execs, others.execs, arrays.forks, others.forks, arrays.exits, others.exits),
                true);
    }
}
