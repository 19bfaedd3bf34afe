package dev.skep.compiler.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the methods that were tried. */
final class CorpusReport {
    private static final int REASON_LENGTH = 60;
    private static final int MOST_COMMON = 25;

    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int compiled;
    private int refused;
    private int largest;
    private long slowestNanos;
    private String slowest = "";

    void compiled(int instructions) {
        compiled++;
        largest = Math.max(largest, instructions);
    }

    void refused(String reason) {
        refused++;
        String words = reason.replaceAll("[A-Za-z.$_]*\\.[A-Za-z$_<>]+", "M").replaceAll("\\d+", "n");
        refusals.merge(words.substring(0, Math.min(REASON_LENGTH, words.length())), 1, Integer::sum);
    }

    void failed(String method, Throwable failure) {
        StringBuilder text = new StringBuilder(method + ": " + failure);
        StackTraceElement[] trace = failure.getStackTrace();
        for (int i = 0; i < Math.min(6, trace.length); i++)
            text.append("\n    at ").append(trace[i]);
        failures.add(text.toString());
    }

    void took(String method, long nanos) {
        if (nanos <= slowestNanos) return;
        slowestNanos = nanos;
        slowest = method;
    }

    /** Methods for which the compiler did neither of what it may. */
    List<String> failures() {
        return failures;
    }

    /** How many methods were tried. */
    int methods() {
        return compiled + refused + failures.size();
    }

    /** The longest that a method took. */
    double slowestSeconds() {
        return slowestNanos / 1e9;
    }

    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder("%d methods: %d compile (at most %d instructions), %d refused, %d failures"
                        .formatted(methods(), compiled, largest, refused, failures.size()));
        text.append("%nslowest: %.2f s, %s".formatted(slowestSeconds(), slowest));
        refusals.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .limit(MOST_COMMON)
                .forEach(e -> text.append("%n  %6d  %s".formatted(e.getValue(), e.getKey())));
        return text.toString();
    }
}
