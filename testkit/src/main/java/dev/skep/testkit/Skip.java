package dev.skep.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /**
     * Goes on only on a real processor. The kernel patches its own code when an XDP program is replaced (bpf_dispatcher_xdp), which
     * QEMU's emulation does not survive while packets flood in.
     */
    public static void onEmulatedProcessor() {
        unless(!isEmulated(), "an emulated processor breaks code that is patched while it runs");
    }

    /** Goes on only where many processes a second can be made, or as much other work be done: on a real processor. */
    public static void onSlowProcessor() {
        unless(!isEmulated(), "an emulated processor is too slow for a load that matters");
    }

    private static boolean isEmulated() {
        return processor().contains("QEMU TCG CPU");
    }

    private static String processor() {
        try {
            return Files.readString(Path.of("/proc/cpuinfo"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
