package dev.skep.security.policy.model;

import java.util.List;
import java.util.Optional;

/** Where a hook sits. */
public sealed interface HookPoint {
    /** The field of the policy's spec that has it, such as {@code kprobes}. */
    String section();

    /** What Tetragon's status says of it: the call, the event, the binary, or the hook of the LSM, as the policy has it. */
    String description();

    /**
     * Functions of the kernel, on entry and, with a return argument, on return.
     *
     * @param probe which field of the spec has it
     * @param calls the functions; more than one if the policy names a list
     * @param description what the policy says there, such as {@code sys_openat} or {@code list:dups}
     */
    record Functions(Probe probe, List<Call> calls, String description) implements HookPoint {
        /** Copies the list. */
        public Functions {
            calls = List.copyOf(calls);
        }

        @Override
        public String section() {
            return probe == Probe.KPROBE ? "kprobes" : "fentries";
        }

        /** Which field of the spec has a function. */
        public enum Probe {
            /** {@code kprobes}. */
            KPROBE,
            /** {@code fentries}. */
            FENTRY
        }
    }

    /**
     * A tracepoint.
     *
     * @param subsystem its folder in tracefs, such as {@code sched}
     * @param event the name there
     * @param raw whether arguments are those of TP_PROTO, and not fields of the record as its {@code format} numbers them, common ones
     *     included
     */
    record Tracepoint(String subsystem, String event, boolean raw) implements HookPoint {
        @Override
        public String section() {
            return "tracepoints";
        }

        @Override
        public String description() {
            return subsystem + "/" + event;
        }
    }

    /**
     * Places in a program or library.
     *
     * @param path the file
     * @param btfPath a file of BTF that describes its types
     * @param locations the places, of one kind
     * @param digests what the file may be; empty: anything
     */
    record UserFunctions(String path, Optional<String> btfPath, List<UserLocation> locations, List<Digest> digests)
            implements HookPoint {
        /** Copies the lists. */
        public UserFunctions {
            locations = List.copyOf(locations);
            digests = List.copyOf(digests);
        }

        @Override
        public String section() {
            return "uprobes";
        }

        @Override
        public String description() {
            return path;
        }
    }

    /**
     * A probe that a program or library brings along (USDT).
     *
     * @param path the file
     * @param btfPath a file of BTF that describes its types
     * @param provider its provider
     * @param name its name
     */
    record UserTracepoint(String path, Optional<String> btfPath, String provider, String name) implements HookPoint {
        @Override
        public String section() {
            return "usdts";
        }

        @Override
        public String description() {
            return path + " " + provider + ":" + name;
        }
    }

    /**
     * A hook of the Linux security modules.
     *
     * @param hook its name without {@code bpf_lsm_} and {@code security_}, such as {@code file_open}
     */
    record Lsm(String hook) implements HookPoint {
        @Override
        public String section() {
            return "lsmhooks";
        }

        @Override
        public String description() {
            return hook;
        }
    }
}
