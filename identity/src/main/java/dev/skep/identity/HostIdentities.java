package dev.skep.identity;

import dev.skep.bpf.KernelException;
import dev.skep.compiler.CompileException;
import dev.skep.identity.cgroup.CgroupChanges;
import dev.skep.identity.cgroup.CgroupTrace;
import dev.skep.identity.cgroup.CgroupWatch;
import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.identity.files.ContainerFiles;
import dev.skep.identity.source.ContainerSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;

/**
 * The identities of this host, kept up to date by one thread of its own. Made by {@link #start}, when everything that exists is known;
 * closing it ends the thread and the sources, and takes the program out of the kernel.
 */
public final class HostIdentities implements Identities {
    private static final System.Logger LOG = System.getLogger(HostIdentities.class.getName());

    private final Bookkeeper bookkeeper;
    private final ContainerFiles files;
    private final CgroupChanges changes;
    private final Thread thread;
    private final List<ContainerSource> sources;

    private HostIdentities(
            Bookkeeper bookkeeper, ContainerFiles files, CgroupChanges changes, List<ContainerSource> sources) {
        this.changes = changes;
        this.bookkeeper = bookkeeper;
        this.files = files;
        this.sources = List.copyOf(sources);
        thread = Thread.ofPlatform().name("identities").daemon().unstarted(bookkeeper);
    }

    /** Looks at all groups, then follows them; {@code sources} are started here and closed with the rest. */
    public static HostIdentities start(IdentitySettings settings, List<ContainerSource> sources) {
        return start(settings, sources, follow(settings.hierarchy()));
    }

    /** The weaker way only where the kernel refuses the program. */
    private static CgroupChanges follow(Hierarchy hierarchy) {
        try {
            return CgroupTrace.start(hierarchy);
        } catch (KernelException | CompileException refused) {
            LOG.log(System.Logger.Level.WARNING, "control groups are followed by inotify: " + refused.getMessage());
            return CgroupWatch.start(hierarchy);
        }
    }

    /** As above, with changes that somebody else tells of; they are closed with the rest. */
    public static HostIdentities start(
            IdentitySettings settings, List<ContainerSource> sources, CgroupChanges changes) {
        ContainerFiles files = new ContainerFiles(settings.folders());
        HostIdentities made =
                new HostIdentities(new Bookkeeper(settings, files, sources, changes), files, changes, sources);
        boolean started = false;
        try {
            sources.forEach(source -> source.start(made.bookkeeper));
            files.prepare();
            made.bookkeeper.scan();
            made.thread.start();
            started = true;
        } finally {
            if (!started) {
                made.close();
            }
        }
        return made;
    }

    @Override
    public Identity of(long cgroupId) {
        return bookkeeper.published().of(cgroupId);
    }

    @Override
    public Identity await(long cgroupId, Duration patience) {
        return bookkeeper.published().await(cgroupId, patience);
    }

    @Override
    public boolean isBehind(long cgroupId, long sinceNanos) {
        return bookkeeper.isBehind(cgroupId, sinceNanos);
    }

    @Override
    public List<Identity> all() {
        return onThread(() -> bookkeeper.groups().all());
    }

    /** Tells of those that exist before it returns. Not to be called by a listener. */
    @Override
    public Subscription listen(IdentityListener listener) {
        CopyOnWriteArrayList<IdentityListener> listeners = bookkeeper.groups().listeners();
        onThread(() -> {
            bookkeeper.groups().all().forEach(listener::known);
            return listeners.add(listener);
        });
        return () -> listeners.remove(listener);
    }

    private <T> T onThread(Callable<T> question) {
        if (!thread.isAlive()) {
            throw new IllegalStateException("the identities are closed");
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        bookkeeper.post(() -> {
            try {
                answer.complete(question.call());
            } catch (Exception failure) {
                answer.completeExceptionally(failure);
            }
        });
        try {
            return answer.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the identities were asked", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("the identities failed", failure.getCause());
        }
    }

    @Override
    public Node node() {
        return bookkeeper.node();
    }

    @Override
    public IdentityFigures figures() {
        return new IdentityFigures(
                bookkeeper.existing(),
                changes.way(),
                changes.programs(),
                changes.lost(),
                sources.stream().map(ContainerSource::state).toList());
    }

    @Override
    public void close() {
        sources.forEach(ContainerSource::close);
        bookkeeper.close();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        bookkeeper.release();
        files.close();
    }
}
