package dev.skep.compiler.internal.load;

import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.ReplaceableLink;
import dev.skep.bpf.program.Program;
import dev.skep.compiler.LoadedProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the programs of one compilation in place of loaded ones with the same hooks: all of them, or, when one fails, none. Where the
 * kernel exchanges the programs of links it does; elsewhere the new program is attached beside the former one, whose links are
 * {@link #retired} then.
 */
final class Replacement {
    private final ProgramCompiler next;
    private final List<LoadedProgram> former;
    private final List<LoadedProgram> result = new ArrayList<>();
    private final List<Link> made = new ArrayList<>();
    private final List<Link> retired = new ArrayList<>();

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
    }

    /** Exchanges and attaches; undoes that when the kernel refuses one. */
    void perform(List<Program> programs) {
        int done = 0;
        try {
            for (; done < former.size(); done++) {
                LoadedProgram before = former.get(done);
                Program program = programs.get(done);
                result.add(new LoadedProgram(
                        next.programs().get(done).description(), program, links(before, done, program)));
            }
        } catch (RuntimeException e) {
            for (int i = 0; i <= done; i++) putBack(former.get(i));
            for (Link link : made) link.close();
            throw e;
        }
    }

    private List<Link> links(LoadedProgram before, int index, Program program) {
        if (before.links().stream().allMatch(ReplaceableLink.class::isInstance)) {
            exchange(before, program);
            return before.links();
        }
        List<Link> beside = Loader.attach(next.programs().get(index).hook(), program);
        made.addAll(beside);
        retired.addAll(before.links());
        return beside;
    }

    private static void putBack(LoadedProgram before) {
        if (before.links().stream().allMatch(ReplaceableLink.class::isInstance)) exchange(before, before.program());
    }

    private static void exchange(LoadedProgram former, Program program) {
        for (Link link : former.links()) {
            if (link instanceof ReplaceableLink replaceable) replaceable.replace(program);
        }
    }

    /** The links that were made; the caller closes them. */
    List<Link> made() {
        return List.copyOf(made);
    }

    /** The links that are of no use any more. */
    List<Link> retired() {
        return List.copyOf(retired);
    }

    /** The programs that run now. */
    List<LoadedProgram> result() {
        return List.copyOf(result);
    }
}
