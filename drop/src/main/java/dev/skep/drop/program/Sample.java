package dev.skep.drop.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import java.util.Arrays;

/**
 * A packet that was dropped: its first bytes, in words of eight as far as whole words go, and the word that ends it. Together they are
 * all of its first {@value #BYTES} bytes.
 */
public interface Sample extends Struct {
    /** Most bytes of a packet that are kept. */
    int BYTES = 128;

    /** Bytes of a word. */
    int WORD = Long.BYTES;

    /** Index of the device that received it. */
    int device();

    /** Stores the device. */
    void device(int index);

    /** The number of the rule that it matched. */
    int rule();

    /** Stores the rule. */
    void rule(int number);

    /** Bytes of the packet. */
    long length();

    /** Stores the length. */
    void length(long bytes);

    /** Its first whole words. */
    @Length(BYTES)
    Bytes head();

    /** Its last word. */
    long tail();

    /** Stores the last word. */
    void tail(long word);

    /** What was kept of the packet. User space only. */
    default byte[] bytes() {
        int kept = (int) Math.min(length(), BYTES);
        byte[] all = new byte[BYTES];
        head().copyTo(all, 0);
        for (int i = 0; kept < BYTES && kept >= WORD && i < WORD; i++) {
            all[kept - WORD + i] = (byte) (tail() >>> (i * 8));
        }
        return Arrays.copyOf(all, kept);
    }
}
