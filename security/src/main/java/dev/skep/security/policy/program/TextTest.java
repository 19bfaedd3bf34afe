package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.NoInline;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a text has to be. Texts lie in a record's data; none is longer than {@link Appendix#MOST}, and as many bytes are readable behind each
 * one's beginning.
 */
public sealed interface TextTest
        permits TextTest.OneOf,
                TextTest.BeginsWith,
                TextTest.EndsWith,
                TextTest.Contains,
                TextTest.Not,
                TextsByWord,
                ListedTexts {
    /** Bytes of the longest text that can match: as many are read. */
    int LONGEST = Appendix.MOST;

    /** More texts than that are compared apart. */
    int FEW = 3;

    /** Whether the text of {@code length} bytes at {@code offset} is so. Kernel only. */
    boolean holds(Bytes data, int offset, int length);

    /** Whether that is much code. */
    boolean isMuch();

    /** As {@link #holds}; what is much code is a function, the same in all programs that ask for it. */
    default boolean isSo(Bytes data, int offset, int length) {
        return isMuch() ? apart(this, data, offset, length) : holds(data, offset, length);
    }

    @NoInline
    private static boolean apart(TextTest test, Bytes data, int offset, int length) {
        return test.holds(data, offset, length);
    }

    /**
     * One of these.
     *
     * @param texts the texts
     */
    record OneOf(List<Words> texts) implements TextTest {
        /** Copies. */
        public OneOf {
            texts = List.copyOf(texts);
        }

        /** Of these texts. */
        public static OneOf of(List<String> texts) {
            return new OneOf(Words.of(texts));
        }

        @Override
        public boolean holds(Bytes data, int offset, int length) {
            for (Words words : texts) {
                if (length == words.length() && words.at(data, offset)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean isMuch() {
            return texts.size() > FEW;
        }

        @Override
        public String toString() {
            return "= " + quoted(texts);
        }
    }

    /**
     * Begins with one of these.
     *
     * @param prefixes the beginnings
     */
    record BeginsWith(List<Words> prefixes) implements TextTest {
        /** Copies. */
        public BeginsWith {
            prefixes = List.copyOf(prefixes);
        }

        /** Of these texts. */
        public static BeginsWith of(List<String> prefixes) {
            return new BeginsWith(Words.of(prefixes));
        }

        @Override
        public boolean holds(Bytes data, int offset, int length) {
            for (Words words : prefixes) {
                if (length >= words.length() && words.at(data, offset)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean isMuch() {
            return prefixes.size() > FEW;
        }

        @Override
        public String toString() {
            return "begins with " + quoted(prefixes);
        }
    }

    /**
     * Ends with one of these.
     *
     * @param endings the endings
     */
    record EndsWith(List<Words> endings) implements TextTest {
        /** Copies. */
        public EndsWith {
            endings = List.copyOf(endings);
        }

        /** Of these texts. */
        public static EndsWith of(List<String> endings) {
            return new EndsWith(Words.of(endings));
        }

        @Override
        public boolean holds(Bytes data, int offset, int length) {
            for (Words words : endings) {
                int start = length - words.length();
                if (start >= 0 && start < Appendix.MOST && words.at(data, offset + start)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean isMuch() {
            return endings.size() > FEW;
        }

        @Override
        public String toString() {
            return "ends with " + quoted(endings);
        }
    }

    /**
     * Has one of these within it.
     *
     * @param parts the parts, in lower case if case does not count
     * @param anyCase whether letters of ASCII are equal in both cases
     */
    record Contains(List<Words> parts, boolean anyCase) implements TextTest {
        /** Copies. */
        public Contains {
            parts = List.copyOf(parts);
        }

        /** Of these texts. */
        public static Contains of(List<String> parts, boolean anyCase) {
            return new Contains(Words.of(parts), anyCase);
        }

        @Override
        public boolean holds(Bytes data, int offset, int length) {
            for (Words words : parts) {
                boolean found = false;
                for (int start = 0; start < Appendix.MOST; start++) {
                    if (start > length - words.length()) {
                        break;
                    }
                    if (anyCase ? words.inAnyCaseAt(data, offset + start) : words.at(data, offset + start)) {
                        found = true;
                        break;
                    }
                }
                if (found) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public boolean isMuch() {
            return true;
        }

        @Override
        public String toString() {
            return (anyCase ? "has, in any case, " : "has ") + quoted(parts);
        }
    }

    /**
     * Not what another says.
     *
     * @param test the other
     */
    record Not(TextTest test) implements TextTest {
        @Override
        public boolean holds(Bytes data, int offset, int length) {
            return !test.holds(data, offset, length);
        }

        @Override
        public boolean isMuch() {
            return test.isMuch();
        }

        @Override
        public String toString() {
            return "not " + test;
        }
    }

    private static String quoted(List<Words> texts) {
        return texts.stream().map(Words::toString).collect(Collectors.joining(", "));
    }
}
