package dev.skep.bpf.sys;

import dev.skep.bpf.MalformedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The processors of this machine, from lists such as "0-3,5" in /sys/devices/system/cpu. */
public final class CpuList {
    /** More than any Linux is built for (NR_CPUS is 8192 at most): a bound against nonsense. */
    private static final int LIMIT = 1 << 16;

    private CpuList() {}

    /** How many values an element of a per-CPU map has: one for each processor that may ever appear. */
    public static int possibleCount() {
        return Possible.COUNT;
    }

    /** The processors that run now. */
    public static int[] online() {
        return read("/sys/devices/system/cpu/online");
    }

    private static int[] read(String path) {
        try {
            return parse(Files.readString(Path.of(path)), path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static int[] parse(String list, String input) {
        int[] cpus = new int[8];
        int count = 0;
        int at = 0;
        for (String range : list.strip().split(",", -1)) {
            int dash = range.indexOf('-');
            int first = number(dash < 0 ? range : range.substring(0, dash), input, at);
            int last = dash < 0 ? first : number(range.substring(dash + 1), input, at);
            if (last < first) {
                throw new MalformedInputException(input, at, "range ends before it begins: " + range);
            }
            for (int cpu = first; cpu <= last; cpu++) {
                if (count == cpus.length) {
                    cpus = Arrays.copyOf(cpus, 2 * count);
                }
                cpus[count++] = cpu;
            }
            at += range.length() + 1;
        }
        return Arrays.copyOf(cpus, count);
    }

    private static int number(String digits, String input, int at) {
        try {
            int number = Integer.parseInt(digits);
            if (number >= 0 && number < LIMIT) {
                return number;
            }
        } catch (NumberFormatException nonsense) {
            // told below, as a number out of range is
        }
        throw new MalformedInputException(input, at, "no processor number: " + digits);
    }

    /** Read once: the possible processors never change. */
    private static final class Possible {
        static final int COUNT = count();

        private static int count() {
            int[] cpus = read("/sys/devices/system/cpu/possible");
            return cpus[cpus.length - 1] + 1;
        }
    }
}
