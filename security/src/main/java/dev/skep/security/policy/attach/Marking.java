package dev.skep.security.policy.attach;

import dev.skep.bpf.link.IteratorLink;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.policy.program.MarkingProgram;
import dev.skep.security.policy.program.MarkingRules;
import dev.skep.security.policy.program.Marks;
import dev.skep.security.policy.program.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps with each process what policies ask of it.
 *
 * <p>Something new that is asked is noted of processes that begin first, of those that run then, and policies that ask come into force after
 * that: they find every process noted.
 */
public final class Marking implements AutoCloseable {
    /** Of generations below one another, so many are reached even if each turn reaches one only. */
    private static final int MOST_TURNS = 64;

    /** The methods of {@link MarkingRules} that are gone on to, and the names of their arrays. */
    private static final Map<String, String> POINTS =
            Map.of("exec", "policy_execs", "fork", "policy_forks", "exit", "policy_exits");

    private final Shared shared;
    private final Map<String, ProgramArray> arrays;
    private final Loaded<MarkingProgram> attached;
    private @Nullable Loaded<MarkingRules> rules;
    private @Nullable Baselines baselines;

    /** A view of the fields of {@link MarkingRules}. */
    interface Turns {
        int handedOn();

        void handedOn(int count);
    }

    private Marking(Shared shared, Map<String, ProgramArray> arrays, Loaded<MarkingProgram> attached) {
        this.shared = shared;
        this.arrays = arrays;
        this.attached = attached;
    }

    /** Attaches it, with nothing to note. To be done before any hook of a policy is attached. */
    public static Marking attach(Shared shared) {
        Map<String, ProgramArray> arrays = new LinkedHashMap<>();
        try {
            POINTS.forEach((method, name) -> {
                ProgramArray array = ProgramArray.of(1);
                array.name(name);
                arrays.put(method, array);
                array.create();
            });
            return new Marking(
                    shared,
                    arrays,
                    Kernel.load(
                            new MarkingProgram(array(arrays, "exec"), array(arrays, "fork"), array(arrays, "exit"))));
        } catch (RuntimeException | Error refused) {
            arrays.values().forEach(ProgramArray::close);
            throw refused;
        }
    }

    private static ProgramArray array(Map<String, ProgramArray> arrays, String method) {
        ProgramArray array = arrays.get(method);
        if (array == null) {
            throw new IllegalStateException("no array for " + method);
        }
        return array;
    }

    /**
     * Notes what is asked now, of all processes.
     *
     * @param began what processes begin with; null while no policy asks
     */
    public void note(MarkTable asked, @Nullable Baselines began) {
        boolean newBaselines = began != null && baselines == null;
        boolean sameBaselines = (began == null) == (baselines == null);
        if (!asked.changed() && sameBaselines) {
            return;
        }
        Marks marks = new Marks(asked.binaries(), asked.pids(), shared.memory(), shared.unsent());
        Loaded<MarkingRules> next =
                Kernel.loadDetached(new MarkingRules(shared.processes(), marks, asked.fresh(), began));
        try {
            enter(next);
            if (asked.fresh() != 0 || newBaselines) {
                running(next);
            }
        } catch (RuntimeException | Error refused) {
            back();
            next.close();
            throw refused;
        }
        if (rules != null) {
            rules.close();
        }
        rules = next;
        baselines = began;
    }

    private void enter(Loaded<MarkingRules> next) {
        arrays.forEach(
                (method, array) -> array.set(0, next.program(method).program().fd()));
    }

    private void back() {
        if (rules == null) {
            arrays.values().forEach(array -> array.clear(0));
        } else {
            enter(rules);
        }
    }

    private static void running(Loaded<MarkingRules> next) {
        Turns turns = next.fields(Turns.class);
        go(next, "forget");
        int turn = 0;
        do {
            turns.handedOn(0);
            go(next, "running");
        } while (turns.handedOn() > 0 && ++turn < MOST_TURNS);
    }

    private static void go(Loaded<MarkingRules> next, String method) {
        try (IteratorLink link = IteratorLink.attach(next.program(method).program());
                InputStream all = link.open()) {
            all.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException("processes that run cannot be gone through", failure);
        }
    }

    @Override
    public void close() {
        attached.close();
        arrays.values().forEach(ProgramArray::close);
        if (rules != null) {
            rules.close();
        }
    }
}
