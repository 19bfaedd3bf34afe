import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs the tests with the tag kernel in folders of class files. Arguments: the folders, joined by colons; optionally a regular
 * expression that a class name must contain. Exits with 0 if all passed, 1 if one failed, 2 if none was found.
 */
public final class RunTests {
    private RunTests() {}

    public static void main(String[] arguments) {
        Set<Path> folders = Arrays.stream(arguments[0].split(":")).map(Path::of).collect(Collectors.toSet());
        String filter = arguments.length > 1 ? arguments[1] : "";
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(folders))
                .filters(includeClassNamePatterns(".*(" + filter + ").*"), TagFilter.includeTags(System.getProperty("tags", "kernel | none()")))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter("junit.jupiter.execution.timeout.default", "5 m")
                .build();
        var summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary, new Progress());
        long found = summary.getSummary().getTestsFoundCount();
        System.out.printf(
                "%d tests: %d passed, %d failed, %d skipped%n",
                found,
                summary.getSummary().getTestsSucceededCount(),
                summary.getSummary().getTotalFailureCount(),
                summary.getSummary().getTestsSkippedCount()
                        + summary.getSummary().getTestsAbortedCount());
        System.out.flush();
        // Threads of a failed test must not keep the machine.
        Runtime.getRuntime()
                .halt(summary.getSummary().getTotalFailureCount() > 0 ? 1 : found == 0 ? 2 : 0);
    }

    /** A line for each test that failed, and one for each class. */
    private static final class Progress implements TestExecutionListener {
        private static final int LINES = 30;
        private static final int FRAMES = 12;

        private final TreeMap<String, int[]> running = new TreeMap<>();
        private long start = System.nanoTime();

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            String name = test.getLegacyReportingName();
            boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
            if (failed) failed(test, result.getThrowable().orElse(null));
            if (test.isTest()) {
                if (result.getStatus() == TestExecutionResult.Status.ABORTED) return;
                running.computeIfAbsent("", key -> new int[2])[failed ? 1 : 0]++;
                return;
            }
            int[] counts = running.remove("");
            if (counts == null) return;
            System.out.printf(
                    "%6.1f s  %s: %d ok%s%n",
                    (System.nanoTime() - start) / 1e9,
                    name,
                    counts[0],
                    counts[1] == 0 ? "" : ", " + counts[1] + " failed");
            start = System.nanoTime();
        }

        private static void failed(TestIdentifier test, Throwable cause) {
            System.out.println("FAILED " + test.getUniqueId());
            for (Throwable t = cause; t != null; t = t.getCause()) {
                t.toString().lines().limit(LINES).forEach(line -> System.out.println("    " + line));
                Arrays.stream(t.getStackTrace())
                        .filter(frame -> frame.getClassName().startsWith("dev.skep."))
                        .limit(FRAMES)
                        .forEach(frame -> System.out.println("        at " + frame));
            }
        }
    }
}
