package dev.skep.security.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A set of {@link ProcessFlag}. There is one object for each set. */
public final class ProcessFlags {
    private static final ProcessFlag[] ALL = ProcessFlag.values();
    private static final AtomicReferenceArray<ProcessFlags> KNOWN = new AtomicReferenceArray<>(1 << ALL.length);

    private final int bits;
    private final List<ProcessFlag> flags;
    private final String text;

    private ProcessFlags(int bits) {
        this.bits = bits;
        List<ProcessFlag> found = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (ProcessFlag flag : ALL) {
            if ((bits & flag.bit()) != 0) {
                found.add(flag);
                words.add(flag.text());
            }
        }
        flags = List.copyOf(found);
        text = String.join(" ", words);
    }

    /** The set of these. */
    public static ProcessFlags of(ProcessFlag... flags) {
        int bits = 0;
        for (ProcessFlag flag : flags) {
            bits |= flag.bit();
        }
        return ofBits(bits);
    }

    static ProcessFlags ofBits(int bits) {
        ProcessFlags known = KNOWN.get(bits);
        if (known == null) {
            KNOWN.compareAndSet(bits, null, new ProcessFlags(bits));
            known = KNOWN.get(bits);
        }
        return known;
    }

    int bits() {
        return bits;
    }

    /** Whether it holds {@code flag}. */
    public boolean has(ProcessFlag flag) {
        return (bits & flag.bit()) != 0;
    }

    /** Its elements, in the order of their words. */
    public List<ProcessFlag> flags() {
        return flags;
    }

    /** The words, separated by spaces: {@code execve clone}. */
    @Override
    public String toString() {
        return text;
    }
}
