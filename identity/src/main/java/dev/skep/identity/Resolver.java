package dev.skep.identity;

import dev.skep.identity.cgroup.Hierarchy;
import dev.skep.identity.files.ContainerFiles;
import dev.skep.identity.layout.Placement;
import dev.skep.identity.source.ContainerFacts;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the identity of a group.
 *
 * <ol>
 *   <li>Where the path names containers, the innermost one that a runtime has told of, or whose files are there, counts.
 *   <li>A group below that of a container without such a path belongs to that container.
 *   <li>Where the files of containerd, runc or crun name the group, it is that container.
 *   <li>Otherwise it is a unit, or a plain group: that is known at once.
 * </ol>
 *
 * Used by one thread.
 */
final class Resolver {
    private final KnownFacts facts;
    private final ContainerFiles files;
    private final Hierarchy hierarchy;
    private final BooleanSupplier podsAreTold;

    Resolver(KnownFacts facts, ContainerFiles files, Hierarchy hierarchy, BooleanSupplier podsAreTold) {
        this.hierarchy = hierarchy;
        this.facts = facts;
        this.files = files;
        this.podsAreTold = podsAreTold;
    }

    /**
     * What was found.
     *
     * @param identity as good as it is known now
     * @param containerId the container's id; empty if it is none
     * @param complete whether it is worth showing; otherwise more is to be expected soon
     */
    record Found(Identity identity, String containerId, boolean complete) {}

    /** Looks for the identity; {@code parent} is the group above it. */
    Found find(Group group, @Nullable Group parent) {
        return switch (group.placement) {
            case Placement.InContainer container -> inContainer(group, container);
            case Placement.InUnit(Unit unit) ->
                group.cgroup.path().endsWith("/" + unit.name())
                        ? plain(group, Optional.of(unit))
                        : byFiles(group, parent, Optional.of(unit));
            case Placement.Elsewhere() -> byFiles(group, parent, Optional.empty());
        };
    }

    private Found inContainer(Group group, Placement.InContainer innermost) {
        List<Placement.InContainer> candidates = new ArrayList<>();
        candidates.add(innermost);
        candidates.addAll(innermost.outer());
        for (Placement.InContainer candidate : candidates) {
            if (!facts.knows(candidate.id())) {
                files.find(candidate.id()).ifPresent(facts::add);
            }
            Optional<ContainerFacts> found = facts.find(candidate.id(), candidate.podUid());
            if (found.isPresent()) {
                return container(group, found.orElseThrow());
            }
        }
        Container unnamed = Container.named(innermost.id(), "", innermost.runtime());
        return new Found(new Identity.LoneContainer(group.cgroup, unnamed), innermost.id(), false);
    }

    private Found byFiles(Group group, @Nullable Group parent, Optional<Unit> unit) {
        if (parent != null && !parent.containerId.isEmpty()) {
            return known(group, parent.containerId);
        }
        return switch (files.at(group.cgroup.path())) {
            case ContainerFiles.Guess.Known(ContainerFacts found) -> {
                facts.add(found);
                yield known(group, found.container().id());
            }
            case ContainerFiles.Guess.Likely(ContainerFacts found) -> {
                Container likely = found.container();
                group.likely = Optional.of(likely);
                yield new Found(new Identity.LoneContainer(group.cgroup, likely), likely.id(), false);
            }
            case ContainerFiles.Guess.Gone(ContainerFacts found) when !exists(group) -> container(group, found);
            case ContainerFiles.Guess.Denied() -> plain(group, unit);
            case ContainerFiles.Guess.None(), ContainerFiles.Guess.Gone _ ->
                // The files of a container that was likely are gone: it has ended.
                group.likely
                        .map(likely -> container(group, ContainerFacts.of(likely)))
                        .orElseGet(() -> plain(group, unit));
        };
    }

    private boolean exists(Group group) {
        return Files.exists(hierarchy.mount().resolve(group.cgroup.path().substring(1)));
    }

    private Found known(Group group, String id) {
        return facts.find(id, "")
                .map(found -> container(group, found))
                .orElseGet(() -> new Found(
                        new Identity.LoneContainer(group.cgroup, Container.named(id, "", ContainerRuntime.UNKNOWN)),
                        id,
                        false));
    }

    private Found container(Group group, ContainerFacts found) {
        Container container = found.container();
        if (found.pod().isEmpty()) {
            return new Found(new Identity.LoneContainer(group.cgroup, container), container.id(), true);
        }
        Pod pod = found.pod().orElseThrow();
        boolean complete = facts.knowsPod(pod.uid()) || !pod.labels().isEmpty() || !podsAreTold.getAsBoolean();
        return new Found(new Identity.PodContainer(group.cgroup, container, pod), container.id(), complete);
    }

    private static Found plain(Group group, Optional<Unit> unit) {
        Identity identity = unit.<Identity>map(name -> new Identity.UnitGroup(group.cgroup, name))
                .orElseGet(() -> new Identity.PlainGroup(group.cgroup));
        return new Found(identity, "", true);
    }
}
