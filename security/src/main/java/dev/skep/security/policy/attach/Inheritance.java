package dev.skep.security.policy.attach;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.security.policy.keep.Kept;
import dev.skep.security.policy.keep.KeptManifest;
import dev.skep.security.policy.keep.KeptTable;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.policy.program.CarriedMark;
import dev.skep.security.policy.program.InheritingProgram;
import dev.skep.security.policy.program.SocketOwners;
import dev.skep.security.process.program.ProcessStates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** What the tables of the agent before know, as long as its programs run, and nobody can find out anew. */
public final class Inheritance {
    private static final System.Logger LOGGER = System.getLogger(Inheritance.class.getName());

    private final Succession succession;

    /** From those before, if there are any; one that was killed while it took over may have left another. */
    public Inheritance(Succession succession) {
        this.succession = succession;
    }

    /**
     * Takes over what is known of processes under questions that are new here and were asked there.
     *
     * @param asked what has been noted of all processes already
     */
    public void marks(MarkTable asked, ProcessStates processes) {
        for (Kept kept : succession.before()) {
            marks(kept, asked, processes);
        }
    }

    private static void marks(Kept kept, MarkTable asked, ProcessStates processes) {
        Map<String, Integer> there = kept.manifest().map(KeptManifest::marks).orElse(Map.of());
        List<CarriedMark> carried = new ArrayList<>();
        asked.words().forEach((question, bit) -> {
            Integer from = there.get(question);
            if (from != null && ((asked.fresh() >>> bit) & 1) != 0) {
                carried.add(new CarriedMark(from, bit));
            }
        });
        if (carried.isEmpty()) {
            return;
        }
        Optional<ProcessStates> known = table(kept, KeptTable.PROCESSES, ProcessStates::open);
        if (known.isPresent()) {
            try (HashMap<?, ?> _ = known.get().table();
                    Loaded<InheritingProgram> program =
                            Kernel.loadDetached(new InheritingProgram(known.get(), processes, carried))) {
                TaskTurns.untilStill(program, "inherit");
            }
        }
    }

    /** What processes began with: the table of the one before, which its programs and those here keep up to date alike; or a new one. */
    public Baselines baselines() {
        return table(KeptTable.BASELINES, Baselines::open).orElseGet(Baselines::create);
    }

    /** Whose sockets are, likewise. */
    public SocketOwners owners() {
        return table(KeptTable.SOCKETS, SocketOwners::open).orElseGet(SocketOwners::create);
    }

    /** Whether every control group that those before knew is known here as well. */
    public boolean isCovered(KnownWorkloads here) {
        return succession.before().stream().allMatch(kept -> isCovered(kept, here));
    }

    private static boolean isCovered(Kept kept, KnownWorkloads here) {
        Map<String, Integer> there =
                kept.manifest().map(KeptManifest::audiences).orElse(Map.of());
        if (there.isEmpty()) {
            return true;
        }
        Optional<KnownWorkloads> known = table(kept, KeptTable.GROUPS, KnownWorkloads::open);
        if (known.isEmpty()) {
            return true;
        }
        try (HashMap<Long, Counter> groups = known.get().groups()) {
            AtomicBoolean covered = new AtomicBoolean(true);
            groups.forEach((group, bits) -> {
                if (!here.has(group, bits.value(), there)) {
                    covered.set(false);
                }
            });
            return covered.get();
        }
    }

    private <T> Optional<T> table(KeptTable table, Function<Path, T> opening) {
        return succession.before().stream()
                .flatMap(kept -> table(kept, table, opening).stream())
                .findFirst();
    }

    private static <T> Optional<T> table(Kept kept, KeptTable table, Function<Path, T> opening) {
        try {
            return kept.table(table).map(opening);
        } catch (KernelException | IllegalArgumentException other) {
            LOGGER.log(System.Logger.Level.WARNING, "what was kept is not continued: " + other.getMessage());
            return Optional.empty();
        }
    }
}
