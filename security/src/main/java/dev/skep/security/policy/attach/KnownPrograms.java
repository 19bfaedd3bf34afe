package dev.skep.security.policy.attach;

import dev.skep.bpf.map.BpfMap;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Repeatable;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.program.HookBody;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads programs of bodies, and compiles each code once: rules that are alike at hooks that are alike, and rules that were there before, are
 * loaded of what is known. What was not used for longest is forgotten
 * when asked. Several threads may load.
 */
public final class KnownPrograms implements AutoCloseable {
    /** A policy of many hooks, and what stands before their programs. Each takes some 20 kB. */
    private static final int MOST = 48;

    private final Map<Object, Known> known = new LinkedHashMap<>(MOST, 0.75f, true);

    /**
     * What decides on the code: the same of all system calls, of tracepoints whose records have their fields at the same places, and of packets
     * either way.
     */
    private record Key(Object place, HookBody form) {}

    private record Known(List<BpfMap> own, Repeatable<Object> program) {
        Map<BpfMap, BpfMap> instead(HookBody like) {
            List<BpfMap> others = like.own();
            Map<BpfMap, BpfMap> instead = new HashMap<>();
            for (int i = 0; i < own.size(); i++) {
                instead.put(own.get(i), others.get(i));
            }
            return instead;
        }
    }

    /** Knows nothing yet. */
    public KnownPrograms() {}

    /** Loads a program. */
    Loaded<?> load(KernelHook hook, HookBody body) {
        return load(Programs.of(hook, body, 0), key(hook, body), body, false);
    }

    /**
     * Loads a program and attaches it.
     *
     * @param cookie by which it and those that it goes on to know the hook, where hooks of the kind have such
     */
    Loaded<?> attach(KernelHook hook, HookBody body, int cookie) {
        return load(Programs.of(hook, body, cookie), key(hook, body), body, true);
    }

    /** Bodies at hooks whose keys are equal have the same code, but for their own maps. */
    static Object key(KernelHook hook, HookBody body) {
        return new Key(Programs.place(hook, body), body.form());
    }

    private Loaded<?> load(Object program, Object key, HookBody body, boolean attach) {
        Known like;
        synchronized (known) {
            like = known.get(key);
        }
        if (like != null) {
            return like.program().again(program, like.instead(body), attach);
        }
        Repeatable<Object> made = Kernel.repeatable(program, attach);
        synchronized (known) {
            if (known.putIfAbsent(key, new Known(body.own(), made)) != null) {
                made.close();
            }
        }
        return made.first();
    }

    /** Forgets what is too much; nobody loads anything meanwhile. */
    void limit() {
        Iterator<Known> oldest = known.values().iterator();
        while (known.size() > MOST) {
            oldest.next().program().close();
            oldest.remove();
        }
    }

    @Override
    public void close() {
        known.values().forEach(one -> one.program().close());
        known.clear();
    }
}
