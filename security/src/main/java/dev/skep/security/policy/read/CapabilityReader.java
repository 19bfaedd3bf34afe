package dev.skep.security.policy.read;

import dev.skep.bpf.symbol.NearNames;
import dev.skep.security.policy.model.CapabilityMatch;
import dev.skep.security.policy.model.CapabilityMatch.CapabilitySet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/** Reads capabilities by name: {@code include/uapi/linux/capability.h}. */
final class CapabilityReader {
    /** By number. */
    private static final List<String> NAMES = List.of(
            "CAP_CHOWN",
            "CAP_DAC_OVERRIDE",
            "CAP_DAC_READ_SEARCH",
            "CAP_FOWNER",
            "CAP_FSETID",
            "CAP_KILL",
            "CAP_SETGID",
            "CAP_SETUID",
            "CAP_SETPCAP",
            "CAP_LINUX_IMMUTABLE",
            "CAP_NET_BIND_SERVICE",
            "CAP_NET_BROADCAST",
            "CAP_NET_ADMIN",
            "CAP_NET_RAW",
            "CAP_IPC_LOCK",
            "CAP_IPC_OWNER",
            "CAP_SYS_MODULE",
            "CAP_SYS_RAWIO",
            "CAP_SYS_CHROOT",
            "CAP_SYS_PTRACE",
            "CAP_SYS_PACCT",
            "CAP_SYS_ADMIN",
            "CAP_SYS_BOOT",
            "CAP_SYS_NICE",
            "CAP_SYS_RESOURCE",
            "CAP_SYS_TIME",
            "CAP_SYS_TTY_CONFIG",
            "CAP_MKNOD",
            "CAP_LEASE",
            "CAP_AUDIT_WRITE",
            "CAP_AUDIT_CONTROL",
            "CAP_SETFCAP",
            "CAP_MAC_OVERRIDE",
            "CAP_MAC_ADMIN",
            "CAP_SYSLOG",
            "CAP_WAKE_ALARM",
            "CAP_BLOCK_SUSPEND",
            "CAP_AUDIT_READ",
            "CAP_PERFMON",
            "CAP_BPF",
            "CAP_CHECKPOINT_RESTORE");

    /** How Tetragon writes CAP_DAC_OVERRIDE. */
    private static final String DAC_OVERRIDE = "DAC_OVERRIDE";

    private CapabilityReader() {}

    static CapabilityMatch read(Element match) {
        Fields fields = match.fields("type", "operator", "isNamespaceCapability", "values");
        CapabilitySet set = fields.optional("type")
                .filter(value -> !value.text().isEmpty())
                .flatMap(value -> value.choice(CapabilitySet.values(), CapabilitySet::tetragonName))
                .orElse(CapabilitySet.EFFECTIVE);
        long mask = 0;
        for (Element value : SelectorReader.values(fields)) {
            mask |= bit(value, value.text());
        }
        return new CapabilityMatch(
                set, SelectorReader.operator(fields), mask, fields.flag("isNamespaceCapability"), match.place());
    }

    /** The bit of a capability by its name; 0, and a problem, if there is none. */
    static long bit(Element value, String text) {
        OptionalInt number = number(text);
        if (number.isEmpty()) {
            value.wrong("'" + Element.shown(text) + "' is no capability" + NearNames.hint(text.strip(), NAMES)
                    + " (such as CAP_SYS_ADMIN; see capabilities(7))");
            return 0;
        }
        return 1L << number.getAsInt();
    }

    /** The number of a capability by its name, or nothing. */
    static OptionalInt number(String text) {
        String name = text.strip().toUpperCase(Locale.ROOT);
        int number = NAMES.indexOf(name.equals(DAC_OVERRIDE) ? "CAP_" + name : name);
        return number < 0 ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
