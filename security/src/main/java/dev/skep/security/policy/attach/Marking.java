package dev.skep.security.policy.attach;

import dev.skep.bpf.link.IteratorLink;
import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.program.MarkingProgram;
import dev.skep.security.policy.program.MarkingRules;
import dev.skep.security.policy.program.Marks;
import dev.skep.security.policy.program.Shared;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

    private final Shared shared;
    private final ProgramArray execs;
    private final ProgramArray forks;
    private final Loaded<MarkingProgram> attached;
    private @Nullable Loaded<MarkingRules> rules;

    /** A view of the fields of {@link MarkingRules}. */
    interface Turns {
        int handedOn();

        void handedOn(int count);
    }

    private Marking(Shared shared, ProgramArray execs, ProgramArray forks, Loaded<MarkingProgram> attached) {
        this.shared = shared;
        this.execs = execs;
        this.forks = forks;
        this.attached = attached;
    }

    /** Attaches it, with nothing to note. To be done before any hook of a policy is attached. */
    public static Marking attach(Shared shared) {
        ProgramArray execs = ProgramArray.of(1);
        ProgramArray forks = ProgramArray.of(1);
        execs.name("policy_execs");
        forks.name("policy_forks");
        try {
            execs.create();
            forks.create();
            return new Marking(shared, execs, forks, Kernel.load(new MarkingProgram(execs, forks)));
        } catch (RuntimeException | Error refused) {
            execs.close();
            forks.close();
            throw refused;
        }
    }

    /** Notes what is asked now, of all processes. */
    public void note(MarkTable asked) {
        if (!asked.changed()) {
            return;
        }
        Marks marks = new Marks(asked.binaries(), asked.pids(), shared.memory(), shared.unsent());
        Loaded<MarkingRules> next = Kernel.loadDetached(new MarkingRules(shared.processes(), marks, asked.fresh()));
        try {
            execs.set(0, next.program("exec").program().fd());
            forks.set(0, next.program("fork").program().fd());
            if (asked.fresh() != 0) {
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
    }

    private void back() {
        if (rules == null) {
            execs.clear(0);
            forks.clear(0);
        } else {
            execs.set(0, rules.program("exec").program().fd());
            forks.set(0, rules.program("fork").program().fd());
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
            all.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException("processes that run cannot be gone through", failure);
        }
    }

    @Override
    public void close() {
        attached.close();
        execs.close();
        forks.close();
        if (rules != null) {
            rules.close();
        }
    }
}
