package dev.skep.agent.policy;

import dev.skep.agent.policy.PolicyRefusedException.Reason;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.model.PolicyMode;
import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.read.PolicyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What clients do with policies, and what of it outlives the agent. Safe for several threads. */
public final class ClientPolicies {
    /** What places in a client's text are called. */
    public static final String TEXT = "yaml";

    private static final System.Logger LOGGER = System.getLogger(ClientPolicies.class.getName());

    private final PolicyManager manager;
    private final PolicyReader reader;
    private final @Nullable PolicyStore store;

    private ClientPolicies(PolicyManager manager, PolicyReader reader, @Nullable PolicyStore store) {
        this.manager = manager;
        this.reader = reader;
        this.store = store;
    }

    /** What clients bring is gone with the agent. */
    public static ClientPolicies passing(PolicyManager manager, PolicyReader reader) {
        return new ClientPolicies(manager, reader, null);
    }

    /**
     * What clients bring is kept in a folder, and what is there already is put into force.
     *
     * @throws IOException if the folder cannot be made or read
     */
    public static ClientPolicies kept(PolicyManager manager, PolicyReader reader, Path folder) throws IOException {
        PolicyStore store = new PolicyStore(folder);
        ClientPolicies policies = new ClientPolicies(manager, reader, store);
        for (Map.Entry<Path, PolicyStore.Kept> kept : store.all().entrySet()) {
            policies.restore(kept.getKey(), kept.getValue());
        }
        return policies;
    }

    private void restore(Path file, PolicyStore.Kept kept) {
        PolicyOrigin origin = PolicyOrigin.client(kept.domain());
        try {
            for (Policy policy : reader.read(file.toString(), kept.yaml()).policies()) {
                manager.add(policy, origin, kept.enabled());
                kept.mode()
                        .ifPresent(mode ->
                                manager.configure(policy.name(), any -> true, Optional.empty(), Optional.of(mode)));
            }
        } catch (PolicyException wrong) {
            manager.unreadable(PolicyOrigin.file(file.toString()), String.valueOf(wrong.getMessage()));
            LOGGER.log(System.Logger.Level.WARNING, wrong.getMessage());
        } catch (PolicyRefusedException refused) {
            LOGGER.log(System.Logger.Level.WARNING, file + ": " + refused.getMessage());
        }
    }

    /** All policies. */
    public PolicyManager all() {
        return manager;
    }

    /**
     * Takes a policy, and puts it into force.
     *
     * @param yaml its text, which has one policy
     * @param domain its domain; empty: {@link PolicyOrigin#GRPC}
     * @throws PolicyException if it cannot be read
     * @throws PolicyRefusedException if there is one with this name, or it cannot be put into force; then it is forgotten
     */
    public synchronized void add(String yaml, String domain) {
        var file = reader.read(TEXT, yaml);
        if (file.policies().size() != 1) {
            throw new PolicyException(file.policies().get(1).place(), "", "is a second policy; one is taken at a time");
        }
        Policy policy = file.policies().getFirst();
        PolicyOrigin origin = PolicyOrigin.client(domain);
        manager.add(policy, origin, true);
        if (store != null) {
            try {
                store.put(policy.name(), new PolicyStore.Kept(yaml, origin.domain(), true, Optional.empty()));
            } catch (IOException unwritable) {
                manager.delete(policy.name(), origin::equals);
                throw notKept(policy.name(), unwritable);
            }
        }
    }

    /**
     * Takes a policy out of force and forgets it.
     *
     * @param domain its domain; empty: any that a client may change without naming it
     * @throws PolicyRefusedException if there is none
     */
    public synchronized void delete(PolicyName name, String domain) {
        manager.delete(name, of(domain));
        if (store != null) {
            try {
                store.remove(name);
            } catch (IOException stuck) {
                throw notKept(name, stuck);
            }
        }
    }

    /**
     * Enables or disables a policy, and chooses its mode.
     *
     * @param domain its domain; empty: any that a client may change without naming it
     * @throws PolicyRefusedException if there is none, or it cannot be put into force
     */
    public synchronized void configure(
            PolicyName name, String domain, Optional<Boolean> enabled, Optional<PolicyMode> mode) {
        manager.configure(name, of(domain), enabled, mode);
        if (store != null) {
            try {
                Optional<PolicyStore.Kept> kept = store.find(name);
                if (kept.isPresent()) {
                    store.put(name, kept.get().with(enabled, mode));
                }
            } catch (IOException unwritable) {
                throw notKept(name, unwritable);
            }
        }
    }

    /** What has a place of its own would be as it was after the next change there: who changes it by a client has to say so. */
    private static Predicate<PolicyOrigin> of(String domain) {
        return domain.isEmpty()
                ? origin -> origin.where().isEmpty()
                : origin -> origin.domain().equals(domain);
    }

    private static PolicyRefusedException notKept(PolicyName name, IOException failure) {
        return new PolicyRefusedException(
                Reason.FAILED,
                "policy '" + name + "' cannot be kept for the next start: " + failure.getMessage(),
                failure);
    }
}
