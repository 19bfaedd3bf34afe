package dev.skep.agent.policy;

import dev.skep.identity.Identities;
import dev.skep.identity.Subscription;
import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.PolicyFigures;
import dev.skep.security.policy.model.PolicyName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An engine that begins with the first policy: without policies it costs nothing. It is told whose the control groups are. */
final class LateEngine implements PolicyEngine {
    private final Supplier<? extends PolicyEngine> start;
    private final Identities identities;
    private volatile @Nullable PolicyEngine engine;
    private volatile @Nullable Subscription workloads;

    LateEngine(Supplier<? extends PolicyEngine> start, Identities identities) {
        this.start = start;
        this.identities = identities;
    }

    @Override
    public void apply(List<ActivePolicy> policies) {
        PolicyEngine running = engine;
        if (running == null) {
            if (policies.isEmpty()) {
                return;
            }
            running = start.get();
            engine = running;
            workloads = identities.listen(new PolicyWorkloads(running));
        }
        running.apply(policies);
    }

    @Override
    public boolean isReadyToSucceed() {
        PolicyEngine running = engine;
        return running == null || running.isReadyToSucceed();
    }

    @Override
    public Optional<PolicyFigures> figures(PolicyName policy) {
        PolicyEngine running = engine;
        return running == null ? Optional.empty() : running.figures(policy);
    }

    @Override
    public void close() {
        Subscription told = workloads;
        if (told != null) {
            told.close();
        }
        PolicyEngine running = engine;
        if (running != null) {
            running.close();
        }
    }
}
