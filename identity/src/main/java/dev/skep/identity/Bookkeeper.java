package dev.skep.identity;

import dev.skep.identity.cgroup.CgroupChanges;
import dev.skep.identity.cgroup.CgroupScan;
import dev.skep.identity.files.ContainerFiles;
import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.ContainerSource;
import dev.skep.identity.source.FactSink;
import dev.skep.identity.source.PodFacts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The thread that owns the groups: takes what the kernel, the runtimes and Kubernetes tell, finds identities, publishes them, and forgets
 * what is long gone.
 */
final class Bookkeeper implements Runnable, FactSink, CgroupChanges.Sink {
    private static final System.Logger LOG = System.getLogger(Bookkeeper.class.getName());
    private static final long FIRST_PAUSE_NANOS = 1_000_000;
    private static final long LONGEST_PAUSE_NANOS = 16_000_000;
    private static final long LATE_PAUSE_NANOS = 500_000_000;
    private static final Duration IDLE = Duration.ofSeconds(1);

    /** However short they live: this many groups that are gone are remembered. */
    private static final int MOST_ENDED = 16_384;

    private static final int MOST_LATE_TRIES = 20;

    private final IdentitySettings settings;
    private final List<ContainerSource> sources;
    private final CgroupChanges changes;
    private final KnownFacts facts = new KnownFacts();
    private final Resolver resolver;
    private final Published published = new Published(this::stranger);
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final CopyOnWriteArrayList<IdentityListener> listeners = new CopyOnWriteArrayList<>();

    private final Map<Long, Group> groups = new LinkedHashMap<>();
    private final Map<String, Group> byPath = new HashMap<>();
    private final Set<Group> pending = new HashSet<>();
    private final ArrayDeque<Group> ended = new ArrayDeque<>();
    private final Set<String> podsGone = new HashSet<>();
    private long lostChanges;
    private volatile Node node;
    private volatile boolean closed;

    Bookkeeper(IdentitySettings settings, ContainerFiles files, List<ContainerSource> sources, CgroupChanges changes) {
        this.settings = settings;
        this.sources = sources;
        this.changes = changes;
        node = settings.node();
        resolver = new Resolver(facts, files, () -> sources.stream().anyMatch(ContainerSource::tellsOfPods));
    }

    Published published() {
        return published;
    }

    CopyOnWriteArrayList<IdentityListener> listeners() {
        return listeners;
    }

    Node node() {
        return node;
    }

    /** The identities of the groups that exist. On the thread only. */
    List<Identity> all() {
        List<Identity> all = new ArrayList<>();
        for (Group group : groups.values()) {
            if (group.identity.known()) {
                all.add(group.identity);
            }
        }
        return all;
    }

    /** Runs it on the thread, soon. */
    void post(Runnable task) {
        tasks.add(task);
        changes.wakeup();
    }

    /** Looks at what exists: groups that are new are made, those that are missing removed. */
    void scan() {
        Set<Long> seen = new HashSet<>();
        CgroupScan.run(settings.hierarchy(), group -> {
            seen.add(group.id());
            made(group);
        });
        List<Group> missing = groups.values().stream()
                .filter(group -> !seen.contains(group.cgroup.id()))
                .toList();
        missing.forEach(group -> removed(group.cgroup));
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                changes.poll(pause(), this);
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
                retry(System.nanoTime());
                purge(System.nanoTime());
                long lost = changes.lost();
                if (lost != lostChanges) {
                    lostChanges = lost;
                    scan();
                }
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "identities: " + failure.getMessage(), failure);
            }
        }
    }

    private Duration pause() {
        long now = System.nanoTime();
        long pause = IDLE.toNanos();
        for (Group group : pending) {
            pause = Math.min(pause, group.nextNanos - now);
        }
        return Duration.ofNanos(Math.max(0, pause));
    }

    @Override
    public void made(Cgroup cgroup) {
        Group known = groups.get(cgroup.id());
        if (known != null && known.cgroup.path().equals(cgroup.path())) {
            return;
        }
        Group group = new Group(cgroup, System.nanoTime());
        groups.put(cgroup.id(), group);
        byPath.put(cgroup.path(), group);
        resolve(group);
    }

    @Override
    public void removed(Cgroup cgroup) {
        Group group = groups.remove(cgroup.id());
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

    private Resolver.Found find(Group group) {
        String path = group.cgroup.path();
        Group parent = byPath.get(path.substring(0, Math.max(1, path.lastIndexOf('/'))));
        Resolver.Found found = resolver.find(group, parent);
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

    private void retry(long nowNanos) {
        for (Group group : List.copyOf(pending)) {
            if (nowNanos - group.nextNanos >= 0) {
                resolve(group);
            }
        }
    }

    private void purge(long nowNanos) {
        boolean any = false;
        while (!ended.isEmpty()
                && (ended.size() > MOST_ENDED
                        || nowNanos - ended.getFirst().endedNanos
                                > settings.retention().toNanos())) {
            long id = ended.removeFirst().cgroup.id();
            if (!groups.containsKey(id)) {
                published.forget(id);
            }
            any = true;
        }
        if (any) {
            Set<String> kept = new HashSet<>();
            groups.values().forEach(group -> kept.add(group.containerId));
            ended.forEach(group -> kept.add(group.containerId));
            facts.forgetContainers(kept::contains);
            facts.forgetPods(podsGone, kept::contains);
            podsGone.removeIf(uid -> !facts.knowsPod(uid));
        }
    }

    /** An id that was asked for in vain is remembered like a group that is gone, so that it is forgotten again. */
    private void stranger(long id) {
        post(() -> {
            if (!groups.containsKey(id)) {
                Group group = new Group(new Cgroup(id, "/"), System.nanoTime());
                group.endedNanos = System.nanoTime();
                ended.addLast(group);
            }
        });
    }

    @Override
    public void container(ContainerFacts told) {
        post(() -> {
            facts.add(told);
            refresh(told.container().id());
        });
    }

    @Override
    public void pod(PodFacts told) {
        post(() -> {
            facts.add(told);
            podsGone.remove(told.pod().uid());
            for (Group group : List.copyOf(groups.values())) {
                boolean ofPod = group.identity
                        .pod()
                        .map(pod -> pod.uid().equals(told.pod().uid()))
                        .orElse(false);
                boolean named = told.containers().stream()
                        .anyMatch(container -> container.id().equals(group.containerId));
                if (ofPod || pending.contains(group) || (named && !group.containerId.isEmpty())) {
                    resolve(group);
                }
            }
        });
    }

    @Override
    public void podGone(String uid) {
        post(() -> podsGone.add(uid));
    }

    @Override
    public void node(Node told) {
        node = told;
    }

    private void refresh(String containerId) {
        for (Group group : List.copyOf(groups.values())) {
            if (group.containerId.equals(containerId)) {
                resolve(group);
            }
        }
    }

    /** Ends the thread; it may need a moment. */
    void close() {
        closed = true;
        changes.wakeup();
    }

    /** When the thread has ended. */
    void release() {
        changes.close();
    }
}
