package dev.skep.identity;

import dev.skep.identity.cgroup.CgroupChanges;
import dev.skep.identity.cgroup.CgroupScan;
import dev.skep.identity.files.ContainerFiles;
import dev.skep.identity.source.ContainerFacts;
import dev.skep.identity.source.ContainerSource;
import dev.skep.identity.source.FactSink;
import dev.skep.identity.source.PodFacts;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** The thread that owns the groups: takes what the kernel, the runtimes and Kubernetes tell, one after the other. */
final class Bookkeeper implements Runnable, FactSink {
    private static final System.Logger LOG = System.getLogger(Bookkeeper.class.getName());
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final long SWEEP_NANOS = Duration.ofMinutes(1).toNanos();

    private final IdentitySettings settings;
    private final CgroupChanges changes;
    private final KnownFacts facts = new KnownFacts();
    private final Published published = new Published(this::stranger);
    private final Groups groups;
    private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Set<String> podsGone = new HashSet<>();
    private long lostChanges;
    private long sweptNanos = System.nanoTime();
    private volatile Node node;
    private volatile long lookedNanos = System.nanoTime();
    private volatile boolean lookWanted;
    private volatile int existing;
    private volatile boolean closed;

    Bookkeeper(IdentitySettings settings, ContainerFiles files, List<ContainerSource> sources, CgroupChanges changes) {
        this.settings = settings;
        this.changes = changes;
        node = settings.node();
        Resolver resolver = new Resolver(
                facts, files, settings.hierarchy(), () -> sources.stream().anyMatch(ContainerSource::tellsOfPods));
        groups = new Groups(settings, resolver, sources, published);
    }

    Published published() {
        return published;
    }

    /** To be asked on the thread only, but for its listeners. */
    Groups groups() {
        return groups;
    }

    /** How many groups exist, as of the last turn. */
    int existing() {
        return existing;
    }

    Node node() {
        return node;
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
            groups.made(group);
        });
        groups.keepOnly(seen);
    }

    @Override
    public void run() {
        while (!closed) {
            try {
                turn();
            } catch (RuntimeException failure) {
                LOG.log(System.Logger.Level.ERROR, "identities: " + failure.getMessage(), failure);
            }
        }
    }

    /** Whether something may still be known of a group in which something happened at {@code sinceNanos}. May be called by any thread. */
    boolean isBehind(long id, long sinceNanos) {
        if (published.isExpected(id)) {
            return true;
        }
        if (lookedNanos - sinceNanos >= 0) {
            return false;
        }
        if (!lookWanted) {
            lookWanted = true;
            changes.wakeup();
        }
        return true;
    }

    private void turn() {
        // Before the look: who asks meanwhile makes another one happen.
        lookWanted = false;
        long began = System.nanoTime();
        changes.poll(Duration.ofNanos(groups.untilRetry(System.nanoTime(), IDLE.toNanos())), groups);
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        long now = System.nanoTime();
        groups.retry(now);
        groups.purge(now);
        if (now - sweptNanos > SWEEP_NANOS) {
            sweptNanos = now;
            sweep();
        }
        long lost = changes.lost();
        if (lost != lostChanges) {
            lostChanges = lost;
            scan();
        }
        existing = groups.size();
        lookedNanos = began;
    }

    /** Forgets facts of containers that have no group any more. */
    private void sweep() {
        Set<String> kept = groups.containers();
        facts.forgetContainers(kept::contains);
        facts.forgetPods(podsGone, kept::contains);
        podsGone.removeIf(uid -> !facts.knowsPod(uid));
    }

    private void stranger(long id) {
        post(() -> groups.stranger(id));
    }

    @Override
    public void container(ContainerFacts told) {
        post(() -> {
            facts.add(told);
            groups.refresh(group -> group.containerId.equals(told.container().id()));
        });
    }

    @Override
    public void pod(PodFacts told) {
        String uid = told.pod().uid();
        Set<String> containers = told.containers().stream()
                .map(Container::id)
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());
        post(() -> {
            facts.add(told);
            podsGone.remove(uid);
            groups.refresh(group -> groups.isPending(group)
                    || containers.contains(group.containerId)
                    || group.identity.pod().map(pod -> pod.uid().equals(uid)).orElse(false));
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
