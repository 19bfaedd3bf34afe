package dev.skep.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Damaged inputs: cut, bits and bytes changed, pieces left out and said twice, numbers made huge. */
public final class Damage {
    private static final String[] NUMBERS = {"-1", "0", "2147483648", "99999999999999999999", "4294967295", "0x7f", ""};
    private static final byte[] BYTES = {0, 1, -1, 127, -128, ' ', '\n', ':', ',', '-', '(', ')', '[', ']'};
    private static final int MOST_CHANGES = 6;
    private static final int LONGEST_PIECE = 40;

    private final SplittableRandom random;
    private final List<String> words;
    private byte[] bytes;

    private Damage(byte[] sound, List<String> words, long seed) {
        this.random = new SplittableRandom(seed);
        this.words = words;
        this.bytes = sound.clone();
    }

    /** The text of one round, always the same for the same seed. */
    public static String of(String sound, long seed) {
        return new String(of(sound.getBytes(StandardCharsets.UTF_8), List.of(), seed), StandardCharsets.UTF_8);
    }

    /** The input of one round; {@code words} are put into it here and there. */
    public static byte[] of(byte[] sound, List<String> words, long seed) {
        Damage damage = new Damage(sound, words, seed);
        for (int changes = 1 + damage.random.nextInt(MOST_CHANGES); changes > 0; changes--) damage.change();
        return damage.bytes;
    }

    private void change() {
        int at = random.nextInt(bytes.length + 1);
        int piece = Math.min(bytes.length - at, 1 + random.nextInt(LONGEST_PIECE));
        byte[] beside = Arrays.copyOfRange(bytes, at, at + piece);
        switch (random.nextInt(8)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? at : bytes.length);
            case 1 -> exchange(at, piece, new byte[0]);
            case 2 -> exchange(at, 0, beside);
            case 3 -> exchange(at, Math.min(piece, 1), new byte[] {(byte) random.nextInt(256)});
            case 4 -> exchange(at, Math.min(piece, 1), new byte[] {BYTES[random.nextInt(BYTES.length)]});
            case 5 -> flip(at);
            case 6 -> number(at);
            default -> exchange(at, 0, word());
        }
    }

    private byte[] word() {
        if (words.isEmpty()) return new byte[] {(byte) random.nextInt(256)};
        return words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8);
    }

    private void flip(int at) {
        if (at < bytes.length) bytes[at] ^= (byte) (1 << random.nextInt(8));
    }

    /** Puts another number into the place of the next one that is written in digits. */
    private void number(int from) {
        int at = from;
        while (at < bytes.length && !Character.isDigit(bytes[at])) at++;
        int end = at;
        while (end < bytes.length && Character.isDigit(bytes[end])) end++;
        if (at < end)
            exchange(at, end - at, NUMBERS[random.nextInt(NUMBERS.length)].getBytes(StandardCharsets.US_ASCII));
    }

    private void exchange(int at, int length, byte[] by) {
        byte[] changed = new byte[bytes.length - length + by.length];
        System.arraycopy(bytes, 0, changed, 0, at);
        System.arraycopy(by, 0, changed, at, by.length);
        System.arraycopy(bytes, at + length, changed, at + by.length, bytes.length - at - length);
        bytes = changed;
    }
}
