package dev.skep.security.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words of a command line, or of an environment, as the kernel has them: bytes in no certain encoding, each word ended by NUL.
 * Text is made of them when it is asked for, once.
 */
public final class Arguments {
    /** No words. */
    public static final Arguments NONE = new Arguments(new byte[0]);

    private final byte[] bytes;

    /** Made by whoever needs it first; two threads make equal ones. */
    private @Nullable String text;

    private Arguments(byte[] bytes) {
        this.bytes = bytes;
    }

    /** These bytes, which nobody may change any more; the last word needs no NUL. */
    static Arguments ofOwned(byte[] bytes) {
        return bytes.length == 0 ? NONE : new Arguments(bytes);
    }

    /** These bytes without their first word: a program's own name. */
    static Arguments afterFirst(byte[] bytes) {
        int start = 0;
        while (start < bytes.length && bytes[start] != 0) {
            start++;
        }
        return ofOwned(Arrays.copyOfRange(bytes, Math.min(start + 1, bytes.length), bytes.length));
    }

    /** The first {@code most} bytes of these. */
    Arguments first(int most) {
        return bytes.length <= most ? this : ofOwned(Arrays.copyOf(bytes, most));
    }

    /** These words. */
    public static Arguments of(List<String> words) {
        StringBuilder joined = new StringBuilder();
        words.forEach(word -> joined.append(word).append('\0'));
        return ofOwned(joined.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes in all, with the NULs. */
    public int length() {
        return bytes.length;
    }

    /** One of the bytes. */
    public byte at(int index) {
        return bytes[index];
    }

    /** A copy of the bytes: each word ended by NUL, perhaps but the last. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The words. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int at = 0; at <= bytes.length; at++) {
            if (at == bytes.length ? start < at : bytes[at] == 0) {
                words.add(new String(bytes, start, at - start, StandardCharsets.UTF_8));
                start = at + 1;
            }
        }
        return words;
    }

    /**
     * One line as Tetragon writes it: words separated by spaces, those that are empty or contain a space in double quotes. What is no
     * UTF-8 becomes U+FFFD; control characters stay.
     */
    public String text() {
        String known = text;
        if (known == null) {
            text = known = join();
        }
        return known;
    }

    private String join() {
        StringBuilder line = new StringBuilder(bytes.length);
        for (String word : words()) {
            if (!line.isEmpty()) {
                line.append(' ');
            }
            boolean quoted = word.isEmpty() || word.indexOf(' ') >= 0;
            line.append(quoted ? "\"" : "").append(word).append(quoted ? "\"" : "");
        }
        return line.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Arguments arguments && Arrays.equals(bytes, arguments.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return text();
    }
}
