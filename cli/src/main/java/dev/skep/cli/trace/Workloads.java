package dev.skep.cli.trace;

import dev.skep.identity.HostIdentities;
import dev.skep.identity.Identities;
import dev.skep.identity.Identity;
import dev.skep.identity.IdentitySettings;
import dev.skep.identity.docker.DockerSource;
import dev.skep.identity.filter.SelectedGroups;
import dev.skep.identity.filter.Selection;
import dev.skep.identity.kubernetes.KubernetesSettings;
import dev.skep.identity.kubernetes.KubernetesSource;
import dev.skep.identity.source.ContainerSource;
import dev.skep.trace.filter.ProcessFilter;
import java.util.ArrayList;
import java.util.List;

/** Containers, pods and units while a trace runs that asks for them. Closing it ends what keeps them up to date. */
final class Workloads implements AutoCloseable {
    private final IdentitySettings settings;
    private final Identities identities;
    private final SelectedGroups groups;

    private Workloads(IdentitySettings settings, Identities identities, Selection selection) {
        this.settings = settings;
        this.identities = identities;
        groups = new SelectedGroups(identities, selection);
    }

    /** Finds out what there is. */
    static Workloads start(Selection selection) {
        IdentitySettings settings = IdentitySettings.ofThisHost();
        List<ContainerSource> sources = new ArrayList<>(DockerSource.ofThisHost());
        KubernetesSettings.inCluster(settings.node().name())
                .map(KubernetesSource::new)
                .ifPresent(sources::add);
        return new Workloads(settings, HostIdentities.start(settings, sources), selection);
    }

    /** The filter, with the choice of groups. */
    ProcessFilter choose(ProcessFilter filter) {
        return filter.with(new ChosenGroup(settings.hierarchy().current(), groups.verdicts()));
    }

    /** Whether an event is wanted that came because nothing was decided of its group. */
    boolean accepts(long group) {
        return groups.accepts(group);
    }

    /** Whose a group is. */
    Identity identity(long group) {
        return identities.of(group);
    }

    @Override
    public void close() {
        groups.close();
        identities.close();
    }
}
