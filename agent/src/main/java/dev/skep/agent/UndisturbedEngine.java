package dev.skep.agent;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.PolicyFigures;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.model.Workload;
import java.util.List;
import java.util.Optional;

/** An engine beside which nothing is practised while policies change. */
record UndisturbedEngine(PolicyEngine engine, PolicyPractice practice) implements PolicyEngine {
    @Override
    public void apply(List<ActivePolicy> policies) {
        practice.beside(() -> engine.apply(policies));
    }

    @Override
    public void known(long cgroupId, Workload workload) {
        engine.known(cgroupId, workload);
    }

    @Override
    public void ended(long cgroupId) {
        engine.ended(cgroupId);
    }

    @Override
    public boolean isReadyToSucceed() {
        return engine.isReadyToSucceed();
    }

    @Override
    public Optional<PolicyFigures> figures(PolicyName policy) {
        return engine.figures(policy);
    }

    @Override
    public void close() {
        engine.close();
    }
}
