package dev.skep.testkit.runner;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClasspathRoots;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs the tests in folders of class files that carry certain tags, and prints a line for each class, what failed, and the test
 * engine's summary.
 *
 * <p>Arguments: the folders, joined by colons; a tag expression; optionally a regular expression that a class name must contain.
 * Exits with 0 if all passed, 1 if one failed, 2 if none was found.
 */
public final class RunTests {
    private static final int PASSED = 0;
    private static final int FAILED = 1;
    private static final int NOTHING_FOUND = 2;

    private RunTests() {}

    /** Runs and ends the process. */
    public static void main(String[] arguments) {
        Set<Path> folders = Arrays.stream(arguments[0].split(":")).map(Path::of).collect(Collectors.toSet());
        String name = arguments.length > 2 ? arguments[2] : "";
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClasspathRoots(folders))
                .filters(includeClassNamePatterns(".*(" + name + ").*"), TagFilter.includeTags(arguments[1]))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .configurationParameter("junit.jupiter.execution.timeout.default", "5 m")
                .build();
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, listener, new ProgressLines(out));
        int status = close(listener.getSummary(), out);
        // Threads of a failed test must not keep the machine.
        Runtime.getRuntime().halt(status);
    }

    /** The closing lines; the last has the form of Maven's, which the launcher adds up. */
    private static int close(TestExecutionSummary summary, PrintWriter out) {
        summary.printTo(out);
        out.printf(
                "Linux %s Tests run: %d, Failures: %d, Errors: %d, Skipped: %d%n",
                System.getProperty("os.version"),
                summary.getTestsFoundCount(),
                summary.getTotalFailureCount(),
                0,
                summary.getTestsSkippedCount() + summary.getTestsAbortedCount());
        out.flush();
        if (summary.getTotalFailureCount() > 0) return FAILED;
        return summary.getTestsFoundCount() == 0 ? NOTHING_FOUND : PASSED;
    }
}
