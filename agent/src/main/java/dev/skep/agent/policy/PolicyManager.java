package dev.skep.agent.policy;

import dev.skep.agent.policy.PolicyRefusedException.Reason;
import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.PolicyFigures;
import dev.skep.security.policy.model.LabelSelector;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * All policies of an agent. No two have one name in a namespace, wherever they come from. One change happens at a time; what there is can
 * be read meanwhile. A change that fails leaves in force what was. Safe for several threads.
 */
public final class PolicyManager {
    private static final System.Logger LOGGER = System.getLogger(PolicyManager.class.getName());

    private final PolicyEngine engine;
    private final ReentrantLock changes = new ReentrantLock();
    private volatile Map<PolicyName, PolicyEntry> entries = Map.of();
    private Map<String, String> node = Map.of();
    private long nextId = 1;
    private volatile Map<PolicyOrigin, String> unreadable = Map.of();

    /** Begins without policies. The engine is closed after this. */
    public PolicyManager(PolicyEngine engine) {
        this.engine = engine;
    }

    /** All of them, in the order in which they came. */
    public List<PolicyEntry> list() {
        return List.copyOf(entries.values());
    }

    /** What should have policies but cannot be read, and why. */
    public Map<PolicyOrigin, String> unreadable() {
        return unreadable;
    }

    /** Says that something cannot be read; an empty error says that it can be read again, or is gone. */
    public void unreadable(PolicyOrigin origin, String error) {
        changing(() -> {
            Map<PolicyOrigin, String> changed = new LinkedHashMap<>(unreadable);
            if (error.isEmpty()) {
                changed.remove(origin);
            } else {
                changed.put(origin, error);
            }
            unreadable = changed;
        });
    }

    /** What a policy does and costs. */
    public PolicyFigures figures(PolicyName name) {
        return engine.figures(name).orElse(PolicyFigures.NONE);
    }

    /**
     * Takes a policy that is not there yet.
     *
     * @param enabled whether it is put into force
     * @throws PolicyRefusedException if there is one with this name, or it cannot be put into force; then it stays in the list with its
     *     error, and does nothing
     */
    public void add(Policy policy, PolicyOrigin origin, boolean enabled) {
        changing(() -> {
            PolicyEntry there = entries.get(policy.name());
            if (there != null && !there.state().isVoid()) {
                throw taken(there);
            }
            enter(policy, origin, enabled);
        });
    }

    /**
     * Takes a policy, or a newer version of one.
     *
     * @param replaces whether a policy of an origin is an older version of it
     * @throws PolicyRefusedException if there is another with this name; or if it cannot be put into force: then its older version stays in
     *     force, with the error
     */
    public void put(Policy policy, PolicyOrigin origin, Predicate<PolicyOrigin> replaces) {
        changing(() -> {
            PolicyEntry there = entries.get(policy.name());
            if (there == null || (there.state().isVoid() && replaces.test(there.origin()))) {
                enter(policy, origin, true);
            } else if (replaces.test(there.origin())) {
                replace(there, policy, origin);
            } else {
                throw taken(there);
            }
        });
    }

    private static PolicyRefusedException taken(PolicyEntry there) {
        return new PolicyRefusedException(
                Reason.TAKEN, "there is a policy '" + there.name() + "' already; it comes from " + there.origin());
    }

    private void enter(Policy policy, PolicyOrigin origin, boolean enabled) {
        PolicyState wanted = enabled ? PolicyState.ENABLED : PolicyState.DISABLED;
        PolicyEntry entry = new PolicyEntry(nextId++, policy, origin, wanted, Optional.empty(), "");
        if (!isForNode(policy)) {
            set(entry.with(PolicyState.SKIPPED));
            return;
        }
        set(entry.with(PolicyState.LOADING));
        try {
            apply(entry);
            set(entry);
        } catch (RuntimeException refused) {
            set(entry.with(PolicyState.LOAD_ERROR).withError(String.valueOf(refused.getMessage())));
            throw failed(refused);
        }
    }

    private void replace(PolicyEntry there, Policy policy, PolicyOrigin origin) {
        PolicyEntry newer = new PolicyEntry(there.id(), policy, origin, there.state(), there.chosenMode(), "");
        if (!isForNode(policy)) {
            set(newer.with(PolicyState.SKIPPED));
            apply();
            return;
        }
        try {
            apply(newer);
            set(newer);
        } catch (RuntimeException refused) {
            set(there.withError("its newer version is not in force: " + refused.getMessage()));
            throw failed(refused);
        }
    }

    /** Says of a policy in force that its newer version cannot be read. */
    public void outdated(PolicyName name, String error) {
        changing(() -> Optional.ofNullable(entries.get(name))
                .ifPresent(there -> set(there.withError("its newer version is not in force: " + error))));
    }

    /**
     * Takes a policy out of force, and forgets it.
     *
     * @param of whether it is meant, by where it comes from
     * @throws PolicyRefusedException if there is none
     */
    public void delete(PolicyName name, Predicate<PolicyOrigin> of) {
        changing(() -> {
            PolicyEntry there = known(name, of);
            Map<PolicyName, PolicyEntry> rest = new LinkedHashMap<>(entries);
            rest.remove(name);
            set(there.with(PolicyState.UNLOADING));
            try {
                engine.apply(active(rest));
                entries = rest;
            } catch (RuntimeException refused) {
                set(there.withError("it cannot be taken out of force: " + refused.getMessage()));
                throw failed(refused);
            }
        });
    }

    /**
     * Enables or disables a policy, and chooses its mode.
     *
     * @param of whether it is meant, by where it comes from
     * @throws PolicyRefusedException if there is none, or it cannot be put into force
     */
    public void configure(
            PolicyName name, Predicate<PolicyOrigin> of, Optional<Boolean> enabled, Optional<PolicyMode> mode) {
        changing(() -> {
            PolicyEntry there = known(name, of);
            if (there.state().isVoid()) {
                throw new PolicyRefusedException(
                        Reason.STATE,
                        "policy '" + name + "' "
                                + (there.state() == PolicyState.SKIPPED
                                        ? "is not for this node"
                                        : "could not be put into force: " + there.error()));
            }
            PolicyEntry changed = mode.map(there::withMode).orElse(there);
            if (enabled.isPresent()) {
                changed = changed.with(enabled.get() ? PolicyState.ENABLED : PolicyState.DISABLED);
            }
            if (changed.equals(there)) {
                if (enabled.isPresent()) {
                    throw new PolicyRefusedException(
                            Reason.STATE,
                            "policy '" + name + "' is " + (enabled.get() ? "enabled" : "disabled") + " already");
                }
                return;
            }
            set(there.with(changed.state() == PolicyState.ENABLED ? PolicyState.LOADING : PolicyState.UNLOADING));
            try {
                apply(changed);
                set(changed);
            } catch (RuntimeException refused) {
                set(there);
                throw failed(refused);
            }
        });
    }

    /** The node has these labels now: policies that are for other nodes are taken out of force. */
    public void node(Map<String, String> labels) {
        changing(() -> {
            node = Map.copyOf(labels);
            for (PolicyEntry entry : list()) {
                boolean skipped = entry.state() == PolicyState.SKIPPED;
                if (isForNode(entry.policy()) == skipped) {
                    reconsider(entry, skipped);
                }
            }
        });
    }

    private void reconsider(PolicyEntry entry, boolean skipped) {
        if (!skipped) {
            set(entry.with(PolicyState.SKIPPED));
            apply();
            return;
        }
        PolicyEntry wanted = entry.with(PolicyState.ENABLED);
        try {
            apply(wanted);
            set(wanted);
        } catch (RuntimeException refused) {
            LOGGER.log(System.Logger.Level.WARNING, "policy " + entry.name() + ": " + refused.getMessage());
            set(entry.with(PolicyState.LOAD_ERROR).withError(String.valueOf(refused.getMessage())));
        }
    }

    private boolean isForNode(Policy policy) {
        return policy.nodes().orElse(LabelSelector.ANY).accepts(node);
    }

    private PolicyEntry known(PolicyName name, Predicate<PolicyOrigin> of) {
        PolicyEntry there = entries.get(name);
        if (there == null) {
            throw new PolicyRefusedException(Reason.UNKNOWN, "there is no policy '" + name + "'");
        }
        if (!of.test(there.origin())) {
            throw new PolicyRefusedException(
                    Reason.UNKNOWN,
                    "policy '" + name + "' comes from " + there.origin() + ": change it there, or name its domain, "
                            + there.origin().domain());
        }
        return there;
    }

    private static PolicyRefusedException failed(RuntimeException refused) {
        return new PolicyRefusedException(Reason.FAILED, String.valueOf(refused.getMessage()), refused);
    }

    private void set(PolicyEntry entry) {
        Map<PolicyName, PolicyEntry> changed = new LinkedHashMap<>(entries);
        changed.put(entry.name(), entry);
        entries = changed;
    }

    /** Puts what there is into force. */
    private void apply() {
        engine.apply(active(entries));
    }

    /** Puts what there is into force, with one of them as it is to be. */
    private void apply(PolicyEntry changed) {
        Map<PolicyName, PolicyEntry> wanted = new LinkedHashMap<>(entries);
        wanted.put(changed.name(), changed);
        engine.apply(active(wanted));
    }

    private static List<ActivePolicy> active(Map<PolicyName, PolicyEntry> entries) {
        List<ActivePolicy> active = new ArrayList<>();
        for (PolicyEntry entry : entries.values()) {
            if (!entry.state().isVoid()) {
                active.add(entry.active());
            }
        }
        return active;
    }

    private void changing(Runnable change) {
        changes.lock();
        try {
            change.run();
        } finally {
            changes.unlock();
        }
    }
}
