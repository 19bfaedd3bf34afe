package dev.skep.bpf;

import java.util.List;

/** Finds the line of a verifier log that says what is wrong. */
final class VerifierLog {
    private VerifierLog() {}

    /**
     * The last meaningful line. Statistics at the end ("processed 12 insns ...") are dropped; the line before is added
     * where the last alone is a mere detail (an indented member name, "R1 !read_ok").
     */
    static String summary(List<String> log, int errno) {
        int last = log.size() - 1;
        while (last >= 0 && isNoise(log.get(last))) {
            last--;
        }
        if (last < 0) {
            return withoutLog(errno);
        }
        String line = log.get(last).strip();
        boolean needsContext = log.get(last).startsWith("\t") || line.endsWith("!read_ok");
        return needsContext && last > 0 ? log.get(last - 1).strip() + ": " + line : line;
    }

    private static boolean isNoise(String line) {
        return line.isBlank()
                || line.startsWith("processed ")
                || line.startsWith("verification time ")
                || line.startsWith("stack depth ");
    }

    private static String withoutLog(int errno) {
        String cause = UsualCause.of("bpf(BPF_PROG_LOAD)", errno);
        return cause.isEmpty() ? "refused without a verifier log" : cause;
    }
}
