package dev.skep.compiler.internal.debug;

import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.LineEntry;
import dev.skep.compiler.internal.ir.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the verifier's log of a program that it refused.
 *
 * <p>The log is a walk through the program: lines like {@code 12: (61) r1 = *(u32 *)(r2 +0)} for instructions, lines that
 * begin with a semicolon for the source, states of registers, and at the end what is wrong. The instruction is the one
 * that the message names, else the last that was walked.
 *
 * <p>Newer kernels (seen in 7.3) add a report for people: Reason, At, Causal path, Suggestion. It names the instruction best; what the
 * messages are recognised by stands before it.
 */
public final class VerifierLog {
    private static final Pattern WALKED = Pattern.compile("^(?:from )?(\\d{1,9})(?: to (\\d+))?: \\([0-9a-f]{2}\\) .*");
    private static final Pattern NAMED = Pattern.compile(
            "(?:infinite loop detected at insn|unreachable insn|back-edge from insn|jump out of range from insn"
                    + "|last insn is not|Unreleased reference id=\\d+ alloc_insn=) ?(\\d{1,9}).*");
    private static final Pattern REPORTED = Pattern.compile("^\\s*>>>\\s*(\\d{1,9}) \\| .*");
    private static final String REPORT = "Reason:";
    private static final int LAST_LINES = 3;

    private VerifierLog() {}

    /**
     * Explains a refusal.
     *
     * @param log the kernel's log by lines, empty if there was none
     * @param errno the positive error number
     */
    public static VerifierRefusal explain(List<String> log, int errno, CompiledCode code) {
        return explain(log, errno, code.lines());
    }

    /** As {@link #explain(List, int, CompiledCode)}, with the program's line table. */
    static VerifierRefusal explain(List<String> log, int errno, List<LineEntry> lines) {
        int report = log.indexOf(REPORT);
        List<String> walk = report < 0 ? log : log.subList(0, report);
        List<String> messages = messages(walk);
        int instruction = report < 0 ? instruction(log) : reported(log.subList(report, log.size()));
        if (messages.isEmpty() && report >= 0) messages = List.of(reason(log.subList(report + 1, log.size())));
        SourcePosition position = instruction < 0 ? null : position(lines, instruction);
        List<String> lastLines = messages.subList(Math.max(0, messages.size() - LAST_LINES), messages.size());
        VerifierMessage.Explanation explanation = VerifierMessage.explain(messages, errno);
        return new VerifierRefusal(instruction, position, explanation.reason(), explanation.mend(), lastLines);
    }

    /** What the verifier says apart from its walk: behind the last instruction, without statistics. */
    private static List<String> messages(List<String> log) {
        int begin = 0;
        for (int i = 0; i < log.size(); i++) {
            if (WALKED.matcher(log.get(i)).matches()) begin = i + 1;
        }
        List<String> messages = new ArrayList<>();
        for (String line : log.subList(begin, log.size())) {
            if (!isNoise(line)) messages.add(line.strip());
        }
        return messages;
    }

    /** The instruction that a report marks first, or -1. */
    private static int reported(List<String> report) {
        for (String line : report) {
            Matcher matcher = REPORTED.matcher(line);
            if (matcher.matches()) return Integer.parseInt(matcher.group(1));
        }
        return -1;
    }

    /** A report's first paragraph in one line. */
    private static String reason(List<String> report) {
        StringBuilder text = new StringBuilder();
        for (String line : report) {
            if (line.isBlank()) break;
            text.append(text.isEmpty() ? "" : " ").append(line.strip());
        }
        return text.toString();
    }

    private static boolean isNoise(String line) {
        return line.isBlank()
                || line.startsWith(";")
                || line.startsWith("processed ")
                || line.startsWith("verification time ")
                || line.startsWith("stack depth ")
                || line.startsWith("mark_precise: ")
                || line.matches("(?:from )?\\d+.*: (?:frame\\d+: )?R\\d+.*");
    }

    private static int instruction(List<String> log) {
        int walked = -1;
        for (String line : log) {
            Matcher matcher = WALKED.matcher(line);
            if (matcher.matches()) walked = Integer.parseInt(matcher.group(1));
        }
        for (String line : log) {
            Matcher matcher = NAMED.matcher(line);
            if (matcher.find()) return Integer.parseInt(matcher.group(1));
        }
        return walked;
    }

    /** The Java line of an instruction: that of the last entry at or before it. */
    private static @Nullable SourcePosition position(List<LineEntry> lines, int instruction) {
        SourcePosition found = null;
        for (LineEntry entry : lines) {
            if (entry.instruction() > instruction) break;
            found = entry.position();
        }
        return found;
    }
}
