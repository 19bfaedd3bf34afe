package dev.skep.security.policy.attach;

import dev.skep.bpf.map.BpfMap;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Repeatable;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.program.HookBody;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Loads programs of bodies, and compiles each code once: rules that are alike at hooks that are alike, and rules that were there before, are
 * loaded of what is known. What was not used for longest is forgotten. Not for several threads.
 */
public final class KnownPrograms implements AutoCloseable {
    /** A policy of many hooks, and what stands before their programs. Each takes some 20 kB. */
    private static final int MOST = 48;

    private final Map<Key, Known> known = new LinkedHashMap<>(MOST, 0.75f, true);

    /** What decides on the code: the same of all tracepoints whose records have their fields at the same places. */
    private record Key(Object place, HookBody form) {}

    private record Known(Optional<BpfMap> own, Repeatable<Object> program) {
        Map<BpfMap, BpfMap> instead(HookBody like) {
            return own.map(map -> Map.of(map, like.own().orElse(map))).orElse(Map.of());
        }
    }

    /** Knows nothing yet. */
    public KnownPrograms() {}

    Loaded<?> load(KernelHook hook, HookBody body, boolean attach) {
        Object program = Programs.of(hook, body);
        Key key = new Key(Programs.place(hook, body), body.form());
        Known like = known.get(key);
        if (like != null) {
            return like.program().again(program, like.instead(body), attach);
        }
        Repeatable<Object> made = Kernel.repeatable(program, attach);
        known.put(key, new Known(body.own(), made));
        if (known.size() > MOST) {
            forget(known.keySet().iterator().next());
        }
        return made.first();
    }

    private void forget(Key key) {
        Known oldest = known.remove(key);
        if (oldest != null) {
            oldest.program().close();
        }
    }

    @Override
    public void close() {
        known.values().forEach(one -> one.program().close());
        known.clear();
    }
}
