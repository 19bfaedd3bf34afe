package dev.skep.bpf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What usually stands behind an error number of a call; empty where the errno already says it all. */
final class UsualCause {
    private UsualCause() {}

    static String of(String call, int number) {
        Errno errno = Errno.of(number).orElse(null);
        return errno == null
                ? ""
                : switch (errno) {
                    case EPERM, EACCES -> refused(call);
                    case EINVAL -> invalid(call);
                    case E2BIG -> tooBig(call);
                    case EBUSY -> busy(call);
                    case ENOSPC -> full(call);
                    case ENOENT -> absent(call);
                    case EMFILE -> "this process has too many open files: raise `ulimit -n`";
                    case ENFILE -> "the whole system has too many open files (fs.file-max)";
                    case ENOMEM -> "no memory for it, or RLIMIT_MEMLOCK before Linux 5.11: `ulimit -l unlimited`";
                    case ENOSYS -> "this kernel was built without the call, or a seccomp filter hides it";
                    case EOPNOTSUPP, ENOTSUPP -> "this kernel or this object does not support it";
                    case EEXIST -> "there is one already";
                    case ENODEV -> "no such device, or it cannot be mapped in this way";
                    case ENOLINK -> "the device, cgroup or network namespace is gone that it was attached to";
                    case ESTALE -> "the hook has changed since its revision was read; read it again";
                    default -> "";
                };
    }

    private static String refused(String call) {
        Privileges privileges = Privileges.current();
        if (!privileges.has(Capability.CAP_SYS_ADMIN)) {
            String need = privileges.missing().isEmpty() ? "needs root (CAP_SYS_ADMIN)" : privileges.need();
            return call.startsWith("bpf(") && unprivilegedIsDisabled()
                    ? need + "; kernel.unprivileged_bpf_disabled forbids it to others"
                    : need;
        }
        return switch (call) {
            case "bpf(BPF_PROG_TEST_RUN)", "bpf(BPF_MAP_UPDATE_ELEM)", "bpf(BPF_MAP_DELETE_ELEM)" ->
                "the map is frozen or read-only, or kernel lockdown forbids it";
            case "perf_event_open" -> "kernel.perf_event_paranoid, seccomp or kernel lockdown forbids it";
            default -> "kernel lockdown, seccomp or a security module forbids it";
        };
    }

    private static boolean unprivilegedIsDisabled() {
        try {
            return !Files.readString(Path.of("/proc/sys/kernel/unprivileged_bpf_disabled"))
                    .startsWith("0");
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String invalid(String call) {
        return switch (call) {
            case "bpf(BPF_MAP_CREATE)" ->
                "unknown map type or flag, or a key size, value size or entry count this type does not allow";
            case "bpf(BPF_PROG_LOAD)" -> "unknown program type or attach type, or broken instructions";
            case "bpf(BPF_BTF_LOAD)" -> "the kernel does not accept this BTF";
            case "bpf(BPF_LINK_CREATE)" -> "this kernel does not know the attach type, or the target does not fit it";
            case "bpf(BPF_RAW_TRACEPOINT_OPEN)" -> "the program is of another type, or has no attach target";
            case "bpf(BPF_PROG_TEST_RUN)" -> "input too short, or context, flags or repeat this type does not allow";
            case "perf_event_open" -> "unknown event, or the target process and CPU do not fit it";
            default -> "this kernel does not know the command, a flag or a size";
        };
    }

    private static String tooBig(String call) {
        return switch (call) {
            case "bpf(BPF_PROG_LOAD)" -> "the program is too long or too complex (a million visited instructions)";
            case "bpf(BPF_MAP_CREATE)" -> "keys or values are too large, or the kernel is older than the attributes";
            case "bpf(BPF_MAP_UPDATE_ELEM)" -> "the map is full, or the index is past its end";
            case "bpf(BPF_LINK_CREATE)" -> "too many programs on one hook";
            default -> "an argument is too large, or this kernel is older than the attributes it was given";
        };
    }

    private static String busy(String call) {
        return switch (call) {
            case "bpf(BPF_LINK_CREATE)" -> "another program is attached there; detach it first";
            case "bpf(BPF_MAP_UPDATE_ELEM)", "bpf(BPF_MAP_FREEZE)" -> "the map is in use or mapped writable";
            default -> "another user holds it";
        };
    }

    private static String full(String call) {
        return switch (call) {
            case "bpf(BPF_MAP_LOOKUP_BATCH)" -> "one bucket holds more entries than the batch";
            case "bpf(BPF_PROG_LOAD)", "bpf(BPF_BTF_LOAD)" -> "the log buffer is too small";
            case "bpf(BPF_MAP_CREATE)" -> "too many maps or too many elements";
            default -> "the object or its file system is full";
        };
    }

    private static String absent(String call) {
        return switch (call) {
            case "bpf(BPF_RAW_TRACEPOINT_OPEN)" -> "no tracepoint of that name";
            case "bpf(BPF_PROG_LOAD)" -> "no such attach target";
            case "perf_event_open" -> "no such event, or the file or symbol to probe does not exist";
            default -> "";
        };
    }
}
