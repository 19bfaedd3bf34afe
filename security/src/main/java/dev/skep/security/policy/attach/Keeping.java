package dev.skep.security.policy.attach;

import dev.skep.bpf.map.BpfMap;
import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.keep.KeptManifest;
import dev.skep.security.policy.keep.KeptTable;
import dev.skep.security.policy.keep.Pins;
import dev.skep.security.policy.plan.AudienceTable;
import dev.skep.security.policy.plan.MarkTable;
import dev.skep.security.policy.program.Baselines;
import dev.skep.security.policy.program.SocketOwners;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the hooks of policies need besides themselves, and says what is kept. Something is kept as long as a hook is; what is told
 * before a change is a part of it, so that whoever finds what is kept at any moment finds all that acts.
 */
public final class Keeping {
    private final Pins pins;
    private final Consumer<Pins> base;
    private boolean keeps;
    private State now;
    private State before;

    /** What is kept besides hooks and what all of them need. */
    private record State(KeptManifest manifest, Map<KeptTable, BpfMap> tables) {}

    /**
     * Keeps nothing yet.
     *
     * @param base keeps what all policies need
     */
    public Keeping(Pins pins, Consumer<Pins> base) {
        this.pins = pins;
        this.base = base;
        now = new State(pins.manifest(), Map.of());
        before = now;
    }

    /** A change begins, after which these are in force. */
    public void keep(
            List<ActivePolicy> policies,
            MarkTable marks,
            AudienceTable audiences,
            @Nullable Baselines baselines,
            @Nullable SocketOwners owners) {
        if (!keeps) {
            keeps = true;
            base.accept(pins);
        }
        List<String> names = policies.stream()
                .filter(ActivePolicy::enabled)
                .map(policy -> policy.policy().name().toString())
                .toList();
        Map<KeptTable, BpfMap> tables = new EnumMap<>(KeptTable.class);
        if (baselines != null) {
            tables.put(KeptTable.BASELINES, baselines.processes());
        }
        if (owners != null) {
            tables.put(KeptTable.SOCKETS, owners.sockets());
        }
        go(new State(now.manifest().with(names, marks.words(), audiences.words()), tables));
    }

    private void go(State next) {
        for (KeptTable table : List.of(KeptTable.BASELINES, KeptTable.SOCKETS)) {
            BpfMap wanted = next.tables().get(table);
            if (!Objects.equals(wanted, now.tables().get(table))) {
                pins.remove(table.pin());
                if (wanted != null) {
                    pins.map(table.pin(), wanted);
                }
            }
        }
        pins.describe(next.manifest());
        now = next;
    }

    /** The change came to nothing. */
    public void back() {
        if (before.manifest().policies().isEmpty()) {
            kept(false);
        } else {
            go(before);
        }
    }

    /**
     * The change is done.
     *
     * @param hooks whether any hook is attached
     */
    public void kept(boolean hooks) {
        if (keeps && !hooks) {
            pins.clear();
            keeps = false;
            now = new State(pins.manifest(), Map.of());
        }
        before = now;
    }
}
