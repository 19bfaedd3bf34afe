package dev.skep.security.process;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Processes that tests make. Here, since only this package counts references. */
public final class MadeProcess {
    private static final Namespaces NAMESPACES = new Namespaces(11, 12, 13, 14, 14, 15, 0, 0, 16, 17);

    private MadeProcess() {}

    /** A process that runs a binary with arguments, in a control group. */
    public static Process of(int pid, String binary, List<String> arguments, long cgroup) {
        return of(pid, binary, arguments, cgroup, false);
    }

    /** One with everything that a process can have. */
    public static Process full(int pid, String binary, List<String> arguments, long cgroup) {
        return of(pid, binary, arguments, cgroup, true);
    }

    /** Says how many need the process. */
    public static void references(Process process, int count) {
        process.references().count(count);
    }

    private static Process of(int pid, String binary, List<String> arguments, long cgroup, boolean full) {
        References references = new References();
        if (full) {
            references.count(3);
        }
        Credentials credentials = new Credentials(
                0,
                1,
                full ? 2 : 0,
                3,
                4,
                5,
                6,
                7,
                full ? 0x15 : 0,
                full ? -1L >>> 23 : 0,
                full ? 1L << 21 | 1 : 0,
                0,
                new Credentials.UserNamespace(0, 0, 0, 17));
        BinaryProperties properties = full
                ? new BinaryProperties(
                        OptionalInt.of(0),
                        OptionalInt.of(5),
                        List.of(PrivilegeGain.SET_USER_ID, PrivilegeGain.FILE_CAPABILITIES),
                        Optional.of(new BinaryProperties.NamelessFile(77, 0, "/memfd:x")))
                : BinaryProperties.NONE;
        Arguments environment = full ? Arguments.of(List.of("PATH=/bin", "EMPTY=", "NONE", "A=b=c")) : Arguments.NONE;
        return new Process(
                ExecId.of("node1", 1000L + pid, pid),
                pid == 1 ? Optional.empty() : Optional.of(ExecId.of("node1", 1, 1)),
                full ? 7 : 0,
                new Program(binary, Arguments.of(arguments), "/", environment, properties),
                full
                        ? ProcessFlags.of(ProcessFlag.EXECVE, ProcessFlag.IN_INIT_TREE)
                        : ProcessFlags.of(ProcessFlag.EXECVE, ProcessFlag.CLONE),
                Instant.parse("2026-08-01T10:00:00.000000001Z").plusMillis(pid),
                -1,
                full ? Optional.of("root") : Optional.empty(),
                credentials,
                NAMESPACES,
                cgroup,
                references);
    }
}
