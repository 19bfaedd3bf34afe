package dev.skep.agent.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * The namespaces of the first process, by inode number. Numbers of different kinds never coincide: all come from one allocator.
 *
 * @param numbers unsigned numbers of 32 bits
 */
public record HostNamespaces(Set<Integer> numbers) {
    private static final String[] KINDS = {
        "uts", "ipc", "mnt", "pid", "pid_for_children", "net", "time", "time_for_children", "cgroup", "user"
    };

    /** Copies the numbers. */
    public HostNamespaces {
        numbers = Set.copyOf(numbers);
    }

    /** Reads them from /proc/1/ns; what may not be read, or does not exist, is left out. */
    public static HostNamespaces read() {
        Set<Integer> numbers = new HashSet<>();
        for (String kind : KINDS) {
            try {
                // Such as "net:[4026531840]".
                String target =
                        Files.readSymbolicLink(Path.of("/proc/1/ns", kind)).toString();
                numbers.add(Integer.parseUnsignedInt(target.substring(target.indexOf('[') + 1, target.indexOf(']'))));
            } catch (IOException unknown) {
                // Not this kernel, or not this user: nothing counts as the host's then.
            }
        }
        return new HostNamespaces(numbers);
    }

    /** Whether the namespace is the host's. */
    public boolean contains(int number) {
        return numbers.contains(number);
    }
}
