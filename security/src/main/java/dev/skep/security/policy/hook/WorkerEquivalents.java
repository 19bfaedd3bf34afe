package dev.skep.security.policy.hook;

import static dev.skep.security.policy.hook.EquivalentPlaces.FIRST;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@link Equivalents} of functions that do the work of a system call: what they are called with is what the process says. */
final class WorkerEquivalents {
    /** Functions with the arguments of one system call. */
    private static final Map<String, String> WORKERS = Map.ofEntries(
            Map.entry("__sys_setuid", "setuid"),
            Map.entry("__sys_setgid", "setgid"),
            Map.entry("__sys_setreuid", "setreuid"),
            Map.entry("__sys_setregid", "setregid"),
            Map.entry("__sys_setresuid", "setresuid"),
            Map.entry("__sys_setresgid", "setresgid"),
            Map.entry("__sys_setfsuid", "setfsuid"),
            Map.entry("__sys_setfsgid", "setfsgid"),
            Map.entry("ksys_fadvise64_64", "fadvise64"),
            Map.entry("ksys_fallocate", "fallocate"),
            Map.entry("ksys_fchown", "fchown"),
            Map.entry("ksys_ioperm", "ioperm"),
            Map.entry("ksys_lseek", "lseek"),
            Map.entry("ksys_msgget", "msgget"),
            Map.entry("ksys_msgrcv", "msgrcv"),
            Map.entry("ksys_msgsnd", "msgsnd"),
            Map.entry("ksys_pread64", "pread64"),
            Map.entry("ksys_pwrite64", "pwrite64"),
            Map.entry("ksys_read", "read"),
            Map.entry("ksys_readahead", "readahead"),
            Map.entry("ksys_semget", "semget"),
            Map.entry("ksys_semtimedop", "semtimedop"),
            Map.entry("ksys_setsid", "setsid"),
            Map.entry("ksys_shmdt", "shmdt"),
            Map.entry("ksys_shmget", "shmget"),
            Map.entry("ksys_sync", "sync"),
            Map.entry("ksys_sync_file_range", "sync_file_range"),
            Map.entry("ksys_unshare", "unshare"),
            Map.entry("ksys_write", "write"));

    private static final String DUP3 = "ksys_dup3";
    private static final String MMAP = "ksys_mmap_pgoff";

    private final EquivalentPlaces places;

    WorkerEquivalents(EquivalentPlaces places) {
        this.places = places;
    }

    static Set<String> functions() {
        Set<String> functions = new HashSet<>(WORKERS.keySet());
        functions.add(DUP3);
        functions.add(MMAP);
        return functions;
    }

    List<Serving> of(String function) {
        return switch (function) {
            case DUP3 -> duplicate();
            case MMAP -> map();
            default ->
                places.calls(
                        List.of(WORKERS.get(function)), place -> place.all().because("only the system call calls it"));
        };
    }

    /** {@code dup3(old, new, flags)}, and {@code dup2(old, new)}. */
    private List<Serving> duplicate() {
        String difference = "dup2(2) of a descriptor to itself is told of, too";
        List<Serving> servings = new ArrayList<>(places.calls(
                List.of("dup3"),
                place -> place.all().because("a system call that calls it").but(difference)));
        servings.addAll(places.calls(
                List.of("dup2"),
                place -> place.arguments(
                                new Source.Position(FIRST),
                                new Source.Position(FIRST + 1),
                                EquivalentPlaces.constant(0))
                        .because("a system call that calls it, without flags")
                        .but(difference)));
        return servings;
    }

    /** {@code mmap(addr, length, prot, flags, fd, offset)}: the function counts the offset in pages. */
    private List<Serving> map() {
        return places.calls(
                List.of("mmap"),
                place -> place.arguments(
                                new Source.Position(FIRST),
                                new Source.Position(FIRST + 1),
                                new Source.Position(FIRST + 2),
                                new Source.Position(FIRST + 3),
                                new Source.Position(FIRST + 4),
                                new Source.Missing("the system call counts the offset in bytes, and not in pages"))
                        .because("only the system call calls it")
                        .but("offsets that are no multiple of a page are told of, too"));
    }
}
