package dev.skep.agent.event;

import dev.skep.api.message.TaintedBitsType;
import dev.skep.bpf.inspect.KernelNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of the kernel's numbers as C programs have them: {@code BPF_PROG_TYPE_KPROBE}. A number without a name stays a number. */
final class KernelObjectNames {
    private static final String[] PERF_TYPES = {"HARDWARE", "SOFTWARE", "TRACEPOINT", "HW_CACHE", "RAW", "BREAKPOINT"};

    private KernelObjectNames() {}

    static String programType(int number) {
        return named("BPF_PROG_TYPE_", KernelNames.programType(number), number);
    }

    static String mapType(int number) {
        return named("BPF_MAP_TYPE_", KernelNames.mapType(number), number);
    }

    private static String named(String prefix, String name, int number) {
        return name.indexOf(' ') >= 0 ? Integer.toUnsignedString(number) : prefix + name.toUpperCase(Locale.ROOT);
    }

    /** {@code enum perf_type_id} of include/uapi/linux/perf_event.h. */
    static String perfType(int number) {
        return number >= 0 && number < PERF_TYPES.length
                ? "PERF_TYPE_" + PERF_TYPES[number]
                : Integer.toUnsignedString(number);
    }

    /** Bits of {@code TAINT_} (include/linux/panic.h) that have a name in events. */
    static List<TaintedBitsType> taints(long bits) {
        List<TaintedBitsType> types = new ArrayList<>();
        for (TaintedBitsType type : TaintedBitsType.values()) {
            if (type != TaintedBitsType.UNRECOGNIZED && (bits & type.getNumber()) != 0) {
                types.add(type);
            }
        }
        return types;
    }
}
