package dev.skep.testkit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.TestAbortedException;

/** Skips tests where what they need is not there, and prints why, once for each reason: no test is lost quietly. */
public final class Skip {
    private static final Set<String> PRINTED = ConcurrentHashMap.newKeySet();

    private Skip() {}

    /**
     * Ends the test as skipped; never returns, so that callers may throw what it does.
     *
     * @param reason what is lacking, to be read behind "tests skipped, "
     */
    public static TestAbortedException because(String reason) {
        if (PRINTED.add(reason)) {
            System.out.println("tests skipped, " + reason);
        }
        throw new TestAbortedException(reason);
    }

    /** Goes on only where that is {@code possible}. */
    public static void unless(boolean possible, String reason) {
        if (!possible) {
            throw because(reason);
        }
    }
}
