package dev.skep.agent.policy;

import dev.skep.identity.Identities;
import dev.skep.identity.kubernetes.KubernetesSettings;
import dev.skep.security.policy.PolicyEngine;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.keep.Succession;
import dev.skep.security.policy.model.Policy;
import dev.skep.security.policy.read.PolicyReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The policies of an agent with all that brings them, from its start to its end. */
public final class Policies implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(Policies.class.getName());

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final PolicyReader reader = new PolicyReader();
    private final ClientPolicies clients;

    private Policies(
            PolicyOptions options,
            Identities identities,
            Supplier<? extends PolicyEngine> engine,
            Succession succession)
            throws IOException {
        boolean started = false;
        try {
            LateEngine late = opened(new LateEngine(engine, identities));
            PolicyManager manager = new PolicyManager(late);
            if (options.file().isPresent()) {
                require(options.file().get(), manager);
            }
            if (options.folder().isPresent()) {
                opened(FolderWatch.start(options.folder().get(), reader, manager));
            }
            clients = options.kept().isPresent()
                    ? ClientPolicies.kept(manager, reader, options.kept().get())
                    : ClientPolicies.passing(manager, reader);
            Optional<KubernetesSettings> cluster =
                    KubernetesSettings.inCluster(identities.node().name());
            if (cluster.isPresent()) {
                opened(NodeWatch.start(identities, manager));
            }
            BooleanSupplier listed = () -> true;
            if (options.resources() && cluster.isPresent()) {
                PolicyResources resources = opened(PolicyResources.start(cluster.get(), reader, manager));
                listed = resources::listed;
            }
            opened(TakeOver.start(succession, manager, late, listed));
            started = true;
        } finally {
            if (!started) {
                close();
            }
        }
    }

    /**
     * Puts the policies that there are into force.
     *
     * @param engine begins to serve policies; called once at most, closed by the end of this
     * @param succession what an agent before has kept: it ends as soon as all that takes its place is in force
     * @throws IOException if a policy that has to be in force is not, or what clients brought cannot be kept
     */
    public static Policies start(
            PolicyOptions options,
            Identities identities,
            Supplier<? extends PolicyEngine> engine,
            Succession succession)
            throws IOException {
        return new Policies(options, identities, engine, succession);
    }

    private void require(Path file, PolicyManager manager) throws IOException {
        try {
            for (Policy policy : reader.read(file).policies()) {
                manager.add(policy, PolicyOrigin.file(file.toString()), true);
            }
        } catch (PolicyException | PolicyRefusedException wrong) {
            throw new IOException(wrong.getMessage(), wrong);
        }
    }

    private <P extends AutoCloseable> P opened(P part) {
        parts.push(part);
        return part;
    }

    /** As clients change them. */
    public ClientPolicies clients() {
        return clients;
    }

    /** Takes them out of force, unless they are kept. */
    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception failure) {
                // The others are closed all the same.
                LOGGER.log(System.Logger.Level.WARNING, "end of the policies", failure);
            }
        }
    }
}
