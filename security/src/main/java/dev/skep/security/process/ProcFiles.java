package dev.skep.security.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What /proc shows of a process; empty where it has ended or has no such thing. */
final class ProcFiles {
    private static final String DELETED = " (deleted)";

    private ProcFiles() {}

    /** What it runs; kernel threads by their names. */
    static Program program(int pid, ProcessDetail detail) {
        String binary = link(pid, "exe");
        byte[] line = bytes(pid, "cmdline", detail.argumentsBytes());
        byte[] variables =
                detail.environmentBytes() == 0 ? new byte[0] : bytes(pid, "environ", detail.environmentBytes());
        if (line.length == 0 && binary.isEmpty()) {
            String comm = new String(bytes(pid, "comm", 64), StandardCharsets.UTF_8).stripTrailing();
            return new Program(comm, Arguments.NONE, "", Arguments.NONE, BinaryProperties.NONE);
        }
        if (binary.endsWith(DELETED)) {
            binary = binary.substring(0, binary.length() - DELETED.length());
        }
        return new Program(
                binary,
                Arguments.afterFirst(line),
                link(pid, "cwd"),
                Arguments.ofOwned(variables),
                BinaryProperties.NONE);
    }

    static boolean alive(int pid) {
        return Files.exists(Path.of("/proc", Integer.toString(pid)));
    }

    private static String link(int pid, String name) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Integer.toString(pid), name))
                    .toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static byte[] bytes(int pid, String name, int most) {
        try (var file = Files.newInputStream(Path.of("/proc", Integer.toString(pid), name))) {
            return file.readNBytes(most);
        } catch (IOException gone) {
            return new byte[0];
        }
    }
}
