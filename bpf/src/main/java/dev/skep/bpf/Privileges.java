package dev.skep.bpf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The effective capabilities of this process, as /proc/self/status says. Immutable.
 *
 * <p>A user namespace of its own gives a process capabilities that count for nothing in bpf(2); so the last word is
 * always the kernel's, and this class only explains its refusals.
 */
public final class Privileges {
    private static final String EFFECTIVE = "CapEff:";

    private final long effective;

    private Privileges(long effective) {
        this.effective = effective;
    }

    /** Reads them; a process without readable /proc counts as one without capabilities. */
    public static Privileges current() {
        try {
            return parse(Files.readString(Path.of("/proc/self/status"), StandardCharsets.ISO_8859_1));
        } catch (IOException unreadable) {
            return new Privileges(0);
        }
    }

    static Privileges parse(String status) {
        int at = status.indexOf(EFFECTIVE);
        if (at < 0) {
            return new Privileges(0);
        }
        int start = at + EFFECTIVE.length();
        int end = status.indexOf('\n', start);
        String mask = status.substring(start, end < 0 ? status.length() : end).strip();
        try {
            return new Privileges(Long.parseUnsignedLong(mask, 16));
        } catch (NumberFormatException nonsense) {
            throw new MalformedInputException("/proc/self/status", start, "CapEff is no hexadecimal number: " + mask);
        }
    }

    /** Whether this process has the capability. */
    public boolean has(Capability capability) {
        return ((effective >>> capability.bit()) & 1) == 1;
    }

    /** Whether this process may load any kind of program: CAP_SYS_ADMIN, or CAP_BPF with CAP_PERFMON. */
    public boolean mayLoadPrograms() {
        return has(Capability.CAP_SYS_ADMIN) || (has(Capability.CAP_BPF) && has(Capability.CAP_PERFMON));
    }

    /** Those that tracing wants and this process lacks; empty when it may do everything. */
    public List<Capability> missing() {
        List<Capability> missing = new ArrayList<>();
        if (!has(Capability.CAP_SYS_ADMIN)) {
            for (Capability needed : List.of(Capability.CAP_BPF, Capability.CAP_PERFMON, Capability.CAP_NET_ADMIN)) {
                if (!has(needed)) {
                    missing.add(needed);
                }
            }
        }
        return missing;
    }

    /** One line for the user that says what is missing, such as "needs root (or CAP_BPF, CAP_PERFMON)". */
    public String need() {
        List<Capability> missing = missing();
        if (missing.isEmpty()) {
            return "has every capability it needs";
        }
        StringBuilder text = new StringBuilder("needs root (or ");
        for (int i = 0; i < missing.size(); i++) {
            text.append(i == 0 ? "" : ", ").append(missing.get(i).name());
        }
        return text.append(')').toString();
    }
}
