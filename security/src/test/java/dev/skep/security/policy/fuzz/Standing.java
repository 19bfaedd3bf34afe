package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.CapabilityMatch.CapabilitySet;
import dev.skep.security.policy.model.NamespaceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a process may do, and where, as /proc tells it.
 *
 * @param namespaces inode numbers; without those that this kernel has not
 * @param capabilities its sets
 */
record Standing(Map<NamespaceKind, Long> namespaces, Map<CapabilitySet, Long> capabilities) {
    static Standing of(int pid) throws IOException {
        Map<CapabilitySet, Long> capabilities = new EnumMap<>(CapabilitySet.class);
        capabilities.put(CapabilitySet.EFFECTIVE, Facts.number(pid, "CapEff", 16));
        capabilities.put(CapabilitySet.PERMITTED, Facts.number(pid, "CapPrm", 16));
        capabilities.put(CapabilitySet.INHERITABLE, Facts.number(pid, "CapInh", 16));
        return new Standing(namespaces(pid), capabilities);
    }

    /** Those of a process that it forks: in some namespaces its children begin, and it never is itself. */
    Standing ofFork() {
        Map<NamespaceKind, Long> children = new EnumMap<>(NamespaceKind.class);
        children.putAll(namespaces);
        children.computeIfPresent(
                NamespaceKind.TIME, (kind, own) -> namespaces.getOrDefault(NamespaceKind.TIME_FOR_CHILDREN, own));
        children.computeIfPresent(
                NamespaceKind.PID, (kind, own) -> namespaces.getOrDefault(NamespaceKind.PID_FOR_CHILDREN, own));
        return new Standing(children, capabilities);
    }

    /** Inode numbers of a process's namespaces. */
    static Map<NamespaceKind, Long> namespaces(int pid) throws IOException {
        Map<NamespaceKind, Long> namespaces = new EnumMap<>(NamespaceKind.class);
        for (NamespaceKind kind : NamespaceKind.values()) {
            Path path = Path.of("/proc/" + pid + "/ns", kind.procName());
            if (Files.exists(path)) {
                namespaces.put(kind, ((Number) Files.getAttribute(path, "unix:ino")).longValue());
            }
        }
        return namespaces;
    }
}
