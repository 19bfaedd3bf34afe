package dev.skep.security.policy.attach;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.security.policy.keep.Kept;
import dev.skep.security.policy.keep.Pins;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.policy.program.MarkingProgram;
import dev.skep.security.policy.program.MarkingRules;
import dev.skep.security.policy.program.Shared;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps with each process what policies ask of it.
 *
 * <p>Something new that is asked is noted of processes that begin first, of those that run then, and policies that ask come into force after
 * that: they find every process noted.
 */
public final class Marking implements AutoCloseable {
    /** The methods of {@link MarkingRules} that are gone on to, and the names of their arrays. */
    private static final Map<String, String> POINTS =
            Map.of("exec", "policy_execs", "fork", "policy_forks", "exit", "policy_exits");

    private final Shared shared;
    private final Map<String, ProgramArray> arrays;
    private final Loaded<MarkingProgram> attached;
    private @Nullable Loaded<MarkingRules> rules;
    private @Nullable Baselines baselines;

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
                    MarkingCode.attach(new MarkingCode.Arrays(
                            array(arrays, "exec"), array(arrays, "fork"), array(arrays, "exit"))));
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
     * What is to be noted from now on, of all processes; nothing is done yet.
     *
     * @param began what processes begin with; null while no policy asks
     */
    public Change change(MarkTable asked, @Nullable Baselines began) {
        return new Change(asked, began);
    }

    /** A change of what is noted. */
    public final class Change {
        private final MarkTable asked;
        private final @Nullable Baselines began;
        private @Nullable Loaded<MarkingRules> next;

        private Change(MarkTable asked, @Nullable Baselines began) {
            this.asked = asked;
            this.began = began;
        }

        /** What takes long before {@link #note}, and may be done by another thread: empty if the same is asked as before. */
        public Optional<Runnable> preparation() {
            boolean sameBaselines = (began == null) == (baselines == null);
            return !asked.changed() && sameBaselines ? Optional.empty() : Optional.of(this::load);
        }

        private void load() {
            next = Kernel.loadDetached(new MarkingRules(shared.processes(), asked.marks(shared), asked.fresh(), began));
        }

        /** Notes it, if it was prepared. */
        public void note() {
            Loaded<MarkingRules> prepared = next;
            if (prepared == null) {
                return;
            }
            next = null;
            try {
                enter(prepared);
                if (asked.fresh() != 0 || (began != null && baselines == null)) {
                    TaskTurns.go(prepared, "forget");
                    TaskTurns.untilStill(prepared, "running");
                }
            } catch (RuntimeException | Error refused) {
                back();
                prepared.close();
                throw refused;
            }
            if (rules != null) {
                rules.close();
            }
            rules = prepared;
            baselines = began;
        }

        /** Gives up what was prepared and not noted. */
        public void drop() {
            if (next != null) {
                next.close();
                next = null;
            }
        }
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

    /** Keeps it, with what it notes. */
    public void keep(Pins pins) {
        arrays.forEach((method, array) -> pins.map(Kept.BASE + "_" + array.name(), array));
        pins.links(Kept.BASE + "_marking", attached.programs());
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
