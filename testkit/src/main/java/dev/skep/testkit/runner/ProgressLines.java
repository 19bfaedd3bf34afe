package dev.skep.testkit.runner;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** A line for each class with its duration and counts; for each test that failed, its exception's messages and our own frames. */
final class ProgressLines implements TestExecutionListener {
    private static final int MOST_LINES = 30;
    private static final int MOST_FRAMES = 12;

    /** The tests of one class. */
    private static final class Counts {
        private final long start = System.nanoTime();
        private int passed;
        private int failed;
        private int skipped;

        void add(Status status) {
            switch (status) {
                case SUCCESSFUL -> passed++;
                case FAILED -> failed++;
                case ABORTED -> skipped++;
            }
        }

        String text() {
            return "%6.1f s  %s passed%s%s"
                    .formatted(
                            (System.nanoTime() - start) / 1e9,
                            passed,
                            failed == 0 ? "" : ", " + failed + " FAILED",
                            skipped == 0 ? "" : ", " + skipped + " skipped");
        }
    }

    private final PrintWriter out;
    private final Map<String, Counts> classes = new ConcurrentHashMap<>();

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (isClass(test)) classes.put(test.getLegacyReportingName(), new Counts());
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getSource().orElse(null) instanceof ClassSource;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == Status.FAILED) {
            out.println("FAILED " + test.getUniqueId());
            result.getThrowable().ifPresent(this::print);
        }
        if (test.isTest() && test.getSource().orElse(null) instanceof MethodSource method) {
            Counts counts = classes.get(method.getClassName());
            if (counts != null) counts.add(result.getStatus());
        }
        if (!isClass(test)) return;
        Counts counts = classes.remove(test.getLegacyReportingName());
        if (counts != null) out.println(counts.text() + "  " + test.getLegacyReportingName());
    }

    private void print(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            t.toString().lines().limit(MOST_LINES).forEach(line -> out.println("    " + line));
            Arrays.stream(t.getStackTrace())
                    .filter(frame -> frame.getClassName().startsWith("dev.skep."))
                    .limit(MOST_FRAMES)
                    .forEach(frame -> out.println("        at " + frame));
        }
    }
}
