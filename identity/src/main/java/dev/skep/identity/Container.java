package dev.skep.identity;

import java.time.Instant;
import java.util.List;

/**
 * A container. What its runtime has not told is empty, 0 or {@link Instant#EPOCH}.
 *
 * @param id its whole id
 * @param name in a pod the name that the pod gives it
 * @param image what it was made from
 * @param runtime who made it
 * @param startTime when it started
 * @param pid process id of its first process, as the host counts
 * @param privileged whether its security context says so
 * @param execProbes commands that Kubernetes runs in it to see how it is
 */
public record Container(
        String id,
        String name,
        Image image,
        ContainerRuntime runtime,
        Instant startTime,
        int pid,
        boolean privileged,
        List<List<String>> execProbes) {
    private static final int SHORT_ID = 31;

    /** Copies the commands. */
    public Container {
        execProbes = execProbes.stream().map(List::copyOf).toList();
    }

    /** A container of which little is known yet. */
    public static Container named(String id, String name, ContainerRuntime runtime) {
        return new Container(id, name, Image.UNKNOWN, runtime, Instant.EPOCH, 0, false, List.of());
    }

    /** The first 31 characters of the id: what Tetragon calls {@code docker}. */
    public String shortId() {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }
}
