package dev.skep.bpf.link;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.sys.PerfEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The kernel's sources of probe events, "kprobe" and "uprobe", as /sys/bus/event_source/devices describes them: the
 * number perf_event_open knows them by, and which bit of the config asks for the return of a function.
 */
final class ProbeSource {
    private static final String DEVICES = "/sys/bus/event_source/devices";
    private static final String CONFIG = "config:";

    private final String name;
    private final Path directory;

    ProbeSource(String name) {
        this(name, Path.of(DEVICES, name));
    }

    ProbeSource(String name, Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /** A probe event, still without a target. */
    PerfEvent event(boolean onReturn) {
        return PerfEvent.of(type(), onReturn ? 1L << returnBit() : 0);
    }

    /** A probe event at a place with a semaphore, which the kernel raises as long as the event lives. */
    PerfEvent counting(boolean onReturn, long semaphoreOffset) {
        if (semaphoreOffset > 0xffff_ffffL) {
            throw new IllegalArgumentException(
                    "semaphore at " + semaphoreOffset + " is beyond the first 4 GiB of its file");
        }
        long config = (onReturn ? 1L << returnBit() : 0) | semaphoreOffset << semaphoreBit();
        return PerfEvent.of(type(), config);
    }

    int type() {
        String text = read("type");
        return number(text, text, Integer.MAX_VALUE);
    }

    /** From a line such as "config:0". */
    int returnBit() {
        String text = format("retprobe");
        return number(text, text, Long.SIZE - 1);
    }

    /** The first bit of the semaphore's place, from a line such as "config:32-63". */
    int semaphoreBit() {
        String text = format("ref_ctr_offset");
        int dash = text.indexOf('-');
        return number(dash < 0 ? text : text.substring(0, dash), text, Long.SIZE - 1);
    }

    private String format(String name) {
        String text = read("format/" + name);
        if (!text.startsWith(CONFIG)) {
            throw new MalformedInputException(directory + "/format/" + name, 0, "no 'config:' in: " + text);
        }
        return text.substring(CONFIG.length());
    }

    private String read(String file) {
        try {
            return new String(Files.readAllBytes(directory.resolve(file)), StandardCharsets.ISO_8859_1).strip();
        } catch (NoSuchFileException absent) {
            throw new UnsupportedFeatureException(name, "this kernel has no " + directory + " (built without it)");
        } catch (IOException unreadable) {
            throw new UnsupportedFeatureException(name, "cannot read " + unreadable.getMessage());
        }
    }

    private int number(String digits, String text, int limit) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0 && number <= limit) {
                return number;
            }
        } catch (NumberFormatException nonsense) {
            // told below, as a number out of range is
        }
        throw new MalformedInputException(directory.toString(), 0, "no number from 0 to " + limit + " in: " + text);
    }
}
