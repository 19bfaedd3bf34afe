package dev.skep.identity.filter;

import dev.skep.identity.Container;
import dev.skep.identity.Identity;
import dev.skep.identity.Pod;
import dev.skep.identity.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which identities are chosen. What is restricted has to be there: a process outside of any pod is in no namespace.
 *
 * @param containers names of containers, or their ids with at least twelve characters
 * @param pods names of pods
 * @param namespaces namespaces of pods
 * @param labels labels of pods
 * @param units units of systemd; the suffix {@code .service} may be left out
 */
public record Selection(Names containers, Names pods, Names namespaces, LabelSelector labels, Names units) {
    private static final int SHORT_ID = 12;
    private static final String SERVICE = ".service";

    /** Whether anything is left out. */
    public boolean restricts() {
        return containers.restricts()
                || pods.restricts()
                || namespaces.restricts()
                || labels.restricts()
                || units.restricts();
    }

    /** Whether it is chosen. */
    public boolean accepts(Identity identity) {
        return acceptsContainer(identity.container()) && acceptsPod(identity.pod()) && acceptsUnit(identity.unit());
    }

    private boolean acceptsContainer(Optional<Container> container) {
        return !containers.restricts()
                || container.map(found -> containers.accepts(names(found))).orElse(false);
    }

    private List<String> names(Container container) {
        List<String> names = new ArrayList<>(List.of(container.name(), container.id()));
        for (String wanted : containers.names()) {
            String id = wanted.startsWith("!") ? wanted.substring(1) : wanted;
            if (id.length() >= SHORT_ID && container.id().startsWith(id)) {
                names.add(id);
            }
        }
        return names;
    }

    private boolean acceptsPod(Optional<Pod> pod) {
        if (!pods.restricts() && !namespaces.restricts() && !labels.restricts()) {
            return true;
        }
        return pod.map(found -> pods.accepts(List.of(found.name()))
                        && namespaces.accepts(List.of(found.namespace()))
                        && labels.accepts(found.labels()))
                .orElse(false);
    }

    private boolean acceptsUnit(Optional<Unit> unit) {
        if (!units.restricts()) {
            return true;
        }
        return unit.map(found -> {
                    String name = found.name();
                    return units.accepts(
                            name.endsWith(SERVICE)
                                    ? List.of(name, name.substring(0, name.length() - SERVICE.length()))
                                    : List.of(name));
                })
                .orElse(false);
    }
}
