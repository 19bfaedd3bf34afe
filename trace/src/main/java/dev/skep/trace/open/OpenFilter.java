package dev.skep.trace.open;

import dev.skep.bpf.memory.Bytes;
import dev.skep.trace.filter.ProcessFilter;
import java.util.List;

/**
 * Which opens are sent. A list restricts nothing where it is empty; otherwise one of its values has to match.
 *
 * @param process whose opens
 * @param except a process whose opens are not sent, 0 for none: the tracer's own would only disturb
 * @param failedOnly only opens that failed
 * @param errnos error numbers, above 0
 * @param flags what the flags have to be
 * @param paths what the path has to begin with. In the kernel a relative name counts as matching; {@link OpenTrace} decides when
 *     it knows the directory
 */
public record OpenFilter(
        ProcessFilter process,
        int except,
        boolean failedOnly,
        List<Integer> errnos,
        List<FlagTest> flags,
        List<PathPrefix> paths) {
    /** Every open. */
    public static final OpenFilter ALL = new OpenFilter(ProcessFilter.ALL, 0, false, List.of(), List.of(), List.of());

    /** Copies the lists. */
    public OpenFilter {
        errnos = List.copyOf(errnos);
        flags = List.copyOf(flags);
        paths = List.copyOf(paths);
    }

    /** Whether opens of this process are not sent. */
    boolean excepts(int pid) {
        return except != 0 && pid == except;
    }

    /** Whether an open with this result is sent. */
    boolean acceptsResult(int result) {
        if (failedOnly && result >= 0) {
            return false;
        }
        if (errnos.isEmpty()) {
            return true;
        }
        for (int errno : errnos) {
            if (result == -errno) {
                return true;
            }
        }
        return false;
    }

    boolean acceptsFlags(int wanted) {
        if (flags.isEmpty()) {
            return true;
        }
        for (FlagTest test : flags) {
            if (test.accepts(wanted)) {
                return true;
            }
        }
        return false;
    }

    boolean acceptsName(Bytes name) {
        if (paths.isEmpty() || name.u8(0) != '/') {
            return true;
        }
        for (PathPrefix prefix : paths) {
            if (prefix.startsName(name)) {
                return true;
            }
        }
        return false;
    }
}
