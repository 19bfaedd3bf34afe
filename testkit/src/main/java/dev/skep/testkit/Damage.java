package dev.skep.testkit;

import java.util.SplittableRandom;

/** Damaged text for the parsers: cut, with characters changed, doubled and left out, lines exchanged, and numbers made huge. */
public final class Damage {
    private static final String LIKELY = "0123456789-,:;[]()* \n\t\0\uffffxX_";
    private static final String[] NUMBERS = {"-1", "0", "2147483648", "99999999999999999999", "4294967295", "0x7f", ""};
    private static final int MOST_CHANGES = 6;

    private Damage() {}

    /** The text of one round, always the same for the same seed. */
    public static String of(String sound, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(sound);
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0 && !text.isEmpty(); changes--) {
            change(text, random);
        }
        return text.toString();
    }

    private static void change(StringBuilder text, SplittableRandom random) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(6)) {
            case 0 -> text.setLength(at);
            case 1 -> text.deleteCharAt(at);
            case 2 -> text.setCharAt(at, LIKELY.charAt(random.nextInt(LIKELY.length())));
            case 3 -> text.insert(at, LIKELY.charAt(random.nextInt(LIKELY.length())));
            case 4 -> number(text, at, random);
            default -> line(text, at, random);
        }
    }

    /** Puts another number into the place of the next one. */
    private static void number(StringBuilder text, int from, SplittableRandom random) {
        int at = from;
        while (at < text.length() && !Character.isDigit(text.charAt(at))) at++;
        int end = at;
        while (end < text.length() && Character.isDigit(text.charAt(end))) end++;
        text.replace(at, end, NUMBERS[random.nextInt(NUMBERS.length)]);
    }

    /** Leaves the next line out, or says it twice. */
    private static void line(StringBuilder text, int from, SplittableRandom random) {
        int at = text.indexOf("\n", from);
        int end = at < 0 ? -1 : text.indexOf("\n", at + 1);
        if (end < 0) return;
        if (random.nextBoolean()) text.delete(at, end);
        else text.insert(end, text.substring(at, end));
    }
}
