package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.CapabilityMatch.CapabilitySet;
import dev.skep.security.policy.model.NamespaceKind;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What /proc tells of a process.
 *
 * @param lineage the process, its parent, and so on up to the first
 * @param namespaces inode numbers; without those that this kernel has not
 * @param capabilities its sets
 * @param files paths of its open files, by descriptor
 */
record Facts(
        List<Member> lineage,
        Map<NamespaceKind, Long> namespaces,
        Map<CapabilitySet, Long> capabilities,
        Map<Integer, String> files) {
    /**
     * A process and what it executes.
     *
     * @param pid its number
     * @param namespacePid its number in its own namespace
     * @param binary its binary; empty of a thread of the kernel
     */
    record Member(int pid, int namespacePid, String binary) {}

    static Facts of(int pid) throws IOException {
        List<Member> lineage = new ArrayList<>();
        for (int member = pid; member != 0; member = (int) number(member, "PPid", 10)) {
            String[] numbers = field(member, "NSpid").split("\t", -1);
            lineage.add(new Member(member, Integer.parseInt(numbers[numbers.length - 1]), binary(member)));
        }
        Map<CapabilitySet, Long> capabilities = new EnumMap<>(CapabilitySet.class);
        capabilities.put(CapabilitySet.EFFECTIVE, number(pid, "CapEff", 16));
        capabilities.put(CapabilitySet.PERMITTED, number(pid, "CapPrm", 16));
        capabilities.put(CapabilitySet.INHERITABLE, number(pid, "CapInh", 16));
        return new Facts(lineage, namespaces(pid), capabilities, files(pid));
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

    /** Of pipes and the like, which are nowhere, the path is {@code /}. */
    private static Map<Integer, String> files(int pid) throws IOException {
        Map<Integer, String> files = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : all) {
                String target = Files.readSymbolicLink(descriptor).toString();
                files.put(Integer.parseInt(descriptor.getFileName().toString()), target.startsWith("/") ? target : "/");
            }
        }
        return files;
    }

    private static long number(int pid, String name, int radix) throws IOException {
        return Long.parseUnsignedLong(field(pid, name), radix);
    }

    private static String field(int pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static String binary(int pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + pid + "/exe")).toString();
        } catch (IOException threadOfTheKernel) {
            return "";
        }
    }

    @Override
    public String toString() {
        return "process " + lineage + " namespaces " + namespaces + " capabilities " + capabilities + " files " + files;
    }
}
