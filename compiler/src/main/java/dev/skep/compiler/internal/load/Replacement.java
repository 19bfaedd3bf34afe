package dev.skep.compiler.internal.load;

import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.ReplaceableLink;
import dev.skep.bpf.program.Program;
import dev.skep.compiler.LoadedProgram;
import java.util.ArrayList;
import java.util.List;

/** Puts the programs of one compilation in place of loaded ones with the same hooks: all of them, or, when one fails, none. */
final class Replacement {
    private final ProgramCompiler next;
    private final List<LoadedProgram> former;
    private final List<LoadedProgram> result = new ArrayList<>();

    private Replacement(ProgramCompiler next, List<LoadedProgram> former) {
        this.next = next;
        this.former = List.copyOf(former);
    }

    /**
     * Checks that the one can take the place of the other.
     *
     * @throws IllegalArgumentException if it cannot
     */
    static Replacement of(ProgramCompiler next, List<LoadedProgram> former) {
        List<ProgramCompiler.Output> outputs = next.programs();
        if (outputs.size() != former.size()) {
            throw new IllegalArgumentException(
                    "the replacement has " + outputs.size() + " hook methods, and what runs has " + former.size());
        }
        for (int i = 0; i < former.size(); i++) check(outputs.get(i), former.get(i));
        return new Replacement(next, former);
    }

    private static void check(ProgramCompiler.Output output, LoadedProgram former) {
        String here = output.description().name() + " (" + output.hook().description() + ")";
        String there = former.name() + " (" + former.compiled().hook() + ")";
        if (!here.equals(there)) {
            throw new IllegalArgumentException("hook method " + here + " cannot replace " + there);
        }
        for (Link link : former.links()) {
            if (!(link instanceof ReplaceableLink)) {
                throw new IllegalArgumentException("the kernel exchanges no program at " + link.hook()
                        + ": load the new one, and close the old one");
            }
        }
    }

    /** Exchanges; puts the former programs back when the kernel refuses one. */
    void perform(List<Program> programs) {
        int done = 0;
        try {
            for (; done < former.size(); done++) exchange(former.get(done), programs.get(done));
        } catch (RuntimeException e) {
            for (int i = 0; i <= done; i++)
                exchange(former.get(i), former.get(i).program());
            throw e;
        }
        for (int i = 0; i < former.size(); i++) {
            result.add(new LoadedProgram(
                    next.programs().get(i).description(),
                    programs.get(i),
                    former.get(i).links()));
        }
    }

    private static void exchange(LoadedProgram former, Program program) {
        for (Link link : former.links()) {
            if (link instanceof ReplaceableLink replaceable) replaceable.replace(program);
        }
    }

    /** The programs that run now. */
    List<LoadedProgram> result() {
        return List.copyOf(result);
    }
}
