package dev.skep.identity;

import java.time.Duration;
import java.util.List;

/** The control groups of this host and whose they are. Safe for several threads. */
public interface Identities extends AutoCloseable {
    /** How long the first event of a new container may have to wait until its runtime has told of it. */
    Duration PATIENCE = Duration.ofMillis(300);

    /**
     * What is known of a control group. Never waits, and allocates nothing.
     *
     * @param cgroupId what bpf_get_current_cgroup_id gives
     * @return {@link Identity.Unresolved} if the group is not known yet; what stays so for longer than {@link #PATIENCE} is given up
     */
    Identity of(long cgroupId);

    /**
     * As {@link #of}, but waits until the group is known. What is unknown at the end counts as a plain group without a path, so that
     * nobody waits for it again.
     *
     * @param patience longest wait
     */
    Identity await(long cgroupId, Duration patience);

    /**
     * Whether it may become known soon whose an unresolved group is, because not all is looked at yet that the kernel and the runtimes
     * have told. Never waits.
     *
     * @param sinceNanos when something happened in the group, {@link System#nanoTime}
     */
    boolean isBehind(long cgroupId, long sinceNanos);

    /** Every group that exists. */
    List<Identity> all();

    /** Tells of groups from now on; those that exist are told first. */
    Subscription listen(IdentityListener listener);

    /** This machine. */
    Node node();

    /** How they do now. */
    IdentityFigures figures();

    @Override
    void close();
}
