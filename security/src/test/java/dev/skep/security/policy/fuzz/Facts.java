package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.FileType;
import dev.skep.security.policy.model.Workload;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What /proc tells of a process.
 *
 * @param lineage the process, its parent, and so on up to the first
 * @param now what it may do, and where
 * @param began the same when it began its program
 * @param files paths of its open files, by descriptor
 * @param modes types and permissions of those that are open for reading, {@code st_mode}
 * @param workload what its control group is; empty if nobody has told
 */
record Facts(
        List<Member> lineage,
        Standing now,
        Standing began,
        Map<Integer, String> files,
        Map<Integer, Integer> modes,
        Optional<Workload> workload) {
    /** Of what is still to be done. */
    static final Facts NOBODY = new Facts(
            List.of(),
            new Standing(Map.of(), Map.of()),
            new Standing(Map.of(), Map.of()),
            Map.of(),
            Map.of(),
            Optional.empty());

    private static final int READABLE = 0400;
    private static final int UNKNOWN = -1;

    /**
     * A process and what it executes.
     *
     * @param pid its number
     * @param namespacePid its number in its own namespace
     * @param binary its binary; empty of a thread of the kernel
     */
    record Member(int pid, int namespacePid, String binary) {}

    /** Those of a process that began its program so. */
    static Facts of(int pid, Standing began, Optional<Workload> workload) throws IOException {
        List<Member> lineage = new ArrayList<>();
        for (int member = pid; member != 0; member = (int) number(member, "PPid", 10)) {
            String[] numbers = field(member, "NSpid").split("\t", -1);
            lineage.add(new Member(member, Integer.parseInt(numbers[numbers.length - 1]), binary(member)));
        }
        return new Facts(lineage, Standing.of(pid), began, files(pid), modes(pid), workload);
    }

    /** Those of a process that it forks; its number is not known. */
    Facts ofFork(int namespacePid) {
        List<Member> line = new ArrayList<>(lineage);
        line.addFirst(new Member(UNKNOWN, namespacePid, lineage.getFirst().binary()));
        return new Facts(line, now.ofFork(), began, files, modes, workload);
    }

    /** The number of the process; of one that is forked for one act that of its parent. */
    int actor() {
        return lineage.getFirst().pid() == UNKNOWN
                ? lineage.get(1).pid()
                : lineage.getFirst().pid();
    }

    /** The number of the process. */
    int pid() {
        return lineage.getFirst().pid();
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

    /** Descriptors of open files to which nothing can be sent. */
    List<Integer> noSockets() {
        return files.keySet().stream()
                .filter(descriptor -> !modes.containsKey(descriptor)
                        || KnownFile.of("", modes.get(descriptor)).type() != FileType.SOCKET)
                .toList();
    }

    private static Map<Integer, Integer> modes(int pid) throws IOException {
        Map<Integer, Integer> modes = new TreeMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
            for (Path descriptor : all) {
                int way = (int) Files.getAttribute(descriptor, "unix:mode", LinkOption.NOFOLLOW_LINKS);
                if ((way & READABLE) != 0) {
                    modes.put(Integer.parseInt(descriptor.getFileName().toString()), (int)
                            Files.getAttribute(descriptor, "unix:mode"));
                }
            }
        }
        return modes;
    }

    /** A number of its status. */
    static long number(int pid, String name, int radix) throws IOException {
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

    /** What reports need of it. */
    @Override
    public String toString() {
        return lineage.stream()
                        .map(member -> member.pid() + " " + member.binary())
                        .collect(Collectors.joining(" of ")) + "; " + workload + "; " + now
                + (now.equals(began) ? "" : "; began with " + began);
    }
}
