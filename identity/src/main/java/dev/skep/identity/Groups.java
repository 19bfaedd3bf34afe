package dev.skep.identity;

import dev.skep.identity.cgroup.CgroupChanges;
import dev.skep.identity.source.ContainerSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The groups that exist, those that are not resolved yet, and those that are gone but may still be asked for. Finds their identities,
 * publishes them, and tells listeners. Used by one thread.
 */
final class Groups implements CgroupChanges.Sink {
    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 16_000_000;
    private static final long LATE_PAUSE_NANOS = 500_000_000;
    private static final int MOST_LATE_TRIES = 20;

    /** However short they live: this many groups that are gone are remembered. */
    private static final int MOST_ENDED = 16_384;

    private final IdentitySettings settings;
    private final Resolver resolver;
    private final List<ContainerSource> sources;
    private final Published published;
    private final CopyOnWriteArrayList<IdentityListener> listeners = new CopyOnWriteArrayList<>();

    private final Map<Long, Group> existing = new LinkedHashMap<>();
    private final Map<String, Group> byPath = new HashMap<>();
    private final Set<Group> pending = new HashSet<>();
    private final ArrayDeque<Group> ended = new ArrayDeque<>();

    Groups(IdentitySettings settings, Resolver resolver, List<ContainerSource> sources, Published published) {
        this.settings = settings;
        this.resolver = resolver;
        this.sources = sources;
        this.published = published;
    }

    /** Who hears of changes; may be changed by any thread. */
    CopyOnWriteArrayList<IdentityListener> listeners() {
        return listeners;
    }

    /** How many exist. */
    int size() {
        return existing.size();
    }

    /** The identities of those that exist. */
    List<Identity> all() {
        List<Identity> all = new ArrayList<>();
        for (Group group : existing.values()) {
            if (group.identity.known()) {
                all.add(group.identity);
            }
        }
        return all;
    }

    @Override
    public void made(Cgroup cgroup) {
        Group known = existing.get(cgroup.id());
        if (known != null && known.cgroup.path().equals(cgroup.path())) {
            return;
        }
        Group group = new Group(cgroup, System.nanoTime());
        existing.put(cgroup.id(), group);
        byPath.put(cgroup.path(), group);
        resolve(group);
    }

    @Override
    public void removed(Cgroup cgroup) {
        Group group = existing.remove(cgroup.id());
        if (group == null) {
            return;
        }
        byPath.remove(group.cgroup.path(), group);
        group.endedNanos = System.nanoTime();
        ended.addLast(group);
        if (pending.remove(group)) {
            // What its files say is gone in a moment, too.
            publish(group, find(group).identity());
        }
        listeners.forEach(listener -> listener.ended(published.of(cgroup.id())));
    }

    /** Removes those that a look at the tree has not seen. */
    void keepOnly(Set<Long> seen) {
        List<Group> missing = existing.values().stream()
                .filter(group -> !seen.contains(group.cgroup.id()))
                .toList();
        missing.forEach(group -> removed(group.cgroup));
    }

    /** An id that was asked for in vain is remembered like a group that is gone, so that it is forgotten again. */
    void stranger(long id) {
        if (!existing.containsKey(id)) {
            Group group = new Group(new Cgroup(id, "/"), System.nanoTime());
            group.endedNanos = System.nanoTime();
            ended.addLast(group);
        }
    }

    private @Nullable Group parent(Group group) {
        String path = group.cgroup.path();
        return byPath.get(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
    }

    private Resolver.Found find(Group group) {
        Resolver.Found found = resolver.find(group, parent(group));
        group.containerId = found.containerId();
        return found;
    }

    private void resolve(Group group) {
        Resolver.Found found = find(group);
        if (!group.asked && !found.containerId().isEmpty()) {
            group.asked = true;
            sources.forEach(source -> source.wanted(found.containerId()));
        }
        if (found.complete()) {
            pending.remove(group);
            publish(group, found.identity());
            return;
        }
        long now = System.nanoTime();
        boolean late = now - group.sinceNanos >= settings.patience().toNanos();
        pending.add(group);
        if (late || group.identity.known()) {
            publish(group, found.identity());
            group.pauseNanos = LATE_PAUSE_NANOS;
            if (now - group.sinceNanos > MOST_LATE_TRIES * LATE_PAUSE_NANOS) {
                pending.remove(group);
            }
        } else {
            published.expect(group.cgroup.id(), found.identity());
            group.pauseNanos = Math.clamp(group.pauseNanos * 2, FIRST_PAUSE_NANOS, LONGEST_PAUSE_NANOS);
        }
        group.nextNanos = now + group.pauseNanos;
    }

    private void publish(Group group, Identity identity) {
        if (!identity.known() || identity.equals(group.identity)) {
            return;
        }
        group.identity = identity;
        published.publish(group.cgroup.id(), identity);
        listeners.forEach(listener -> listener.known(identity));
    }

    /** Looks again at those of which something new may be known. */
    void refresh(Predicate<Group> concerned) {
        for (Group group : List.copyOf(existing.values())) {
            if (concerned.test(group)) {
                resolve(group);
            }
        }
    }

    /** Whether it waits for its identity to be complete. */
    boolean isPending(Group group) {
        return pending.contains(group);
    }

    /** How long until one has to be tried again; {@code longest} if none has to. */
    long untilRetry(long nowNanos, long longest) {
        long pause = longest;
        for (Group group : pending) {
            pause = Math.min(pause, group.nextNanos - nowNanos);
        }
        return Math.max(0, pause);
    }

    /** Tries those whose time has come. */
    void retry(long nowNanos) {
        for (Group group : List.copyOf(pending)) {
            if (nowNanos - group.nextNanos >= 0) {
                resolve(group);
            }
        }
    }

    /** Forgets those that are gone for long. */
    void purge(long nowNanos) {
        long retention = settings.retention().toNanos();
        while (!ended.isEmpty() && (ended.size() > MOST_ENDED || nowNanos - ended.getFirst().endedNanos > retention)) {
            long id = ended.removeFirst().cgroup.id();
            if (!existing.containsKey(id)) {
                published.forget(id);
            }
        }
    }

    /** The ids of containers that have a group, existing or remembered. */
    Set<String> containers() {
        Set<String> ids = new HashSet<>();
        existing.values().forEach(group -> ids.add(group.containerId));
        ended.forEach(group -> ids.add(group.containerId));
        return ids;
    }
}
