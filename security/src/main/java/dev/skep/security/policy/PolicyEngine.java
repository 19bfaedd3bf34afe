package dev.skep.security.policy;

import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.model.Workload;
import java.util.List;
import java.util.Optional;

/**
 * Puts policies into force. One thread calls at a time; figures may be asked for by any.
 */
public interface PolicyEngine extends AutoCloseable {
    /**
     * Puts exactly these policies into force, hook by hook; a policy that is not enabled is left out, but its counters stay. Those that
     * were in force before and are among them miss nothing meanwhile.
     *
     * @throws PolicyException if one of them cannot be put into force: then those are in force that were before
     */
    void apply(List<ActivePolicy> policies);

    /**
     * Tells whose the processes of a control group are, for policies that are not for all ({@link
     * dev.skep.security.policy.model.Policy#isFor}). What is told later counts.
     *
     * @param cgroupId what bpf_get_current_cgroup_id gives
     */
    default void known(long cgroupId, Workload workload) {}

    /** A control group is gone. */
    default void ended(long cgroupId) {}

    /**
     * Whether whatever an agent before {@linkplain dev.skep.security.policy.keep.Succession kept} may end without a gap, as far as workloads
     * go: those that it knew are known here, too.
     */
    default boolean isReadyToSucceed() {
        return true;
    }

    /** What a policy does and costs; empty if it is not among those applied. */
    Optional<PolicyFigures> figures(PolicyName policy);

    /** Ends all policies. */
    @Override
    void close();
}
