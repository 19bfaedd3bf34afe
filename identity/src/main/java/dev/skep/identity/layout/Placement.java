package dev.skep.identity.layout;

import dev.skep.identity.ContainerRuntime;
import dev.skep.identity.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the path of a control group says. */
public sealed interface Placement {
    /**
     * In a container.
     *
     * @param id the innermost container's
     * @param runtime whose it is, as far as the path says
     * @param podUid the uid of its pod; empty outside of Kubernetes
     * @param outer containers around it, the nearest first: a node of kind is a container with others inside
     */
    record InContainer(String id, ContainerRuntime runtime, String podUid, List<InContainer> outer)
            implements Placement {
        /** Copies the list. */
        public InContainer {
            outer = List.copyOf(outer);
        }
    }

    /**
     * In a unit of systemd.
     *
     * @param unit the innermost
     */
    record InUnit(Unit unit) implements Placement {}

    /** In neither. */
    record Elsewhere() implements Placement {}

    /** Reads a path that begins with a slash. */
    static Placement of(String path) {
        String[] components = path.substring(1).split("/", -1);
        List<InContainer> containers = new ArrayList<>();
        String podUid = "";
        for (int i = 0; i < components.length; i++) {
            String component = components[i];
            podUid = PodName.in(component).orElse(podUid);
            Optional<ContainerName.Found> found = ContainerName.in(component, i == 0 ? "" : components[i - 1]);
            if (found.isPresent()) {
                ContainerName.Found container = found.get();
                containers.addFirst(new InContainer(container.id(), container.runtime(), podUid, List.of()));
                // A pod inside of a container is another one than that around it.
                podUid = "";
            }
        }
        if (!containers.isEmpty()) {
            InContainer innermost = containers.getFirst();
            return new InContainer(
                    innermost.id, innermost.runtime, innermost.podUid, containers.subList(1, containers.size()));
        }
        return UnitName.in(components).<Placement>map(InUnit::new).orElseGet(Elsewhere::new);
    }
}
