package dev.skep.drop.filter;

import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** The lines of a text, none longer than {@value #LONGEST} characters: what never ends is not read to its end. */
final class Lines {
    static final int LONGEST = 1_000;

    private static final int BLOCK = 1 << 16;

    private final Reader reader;
    private final char[] block = new char[BLOCK];
    private int at;
    private int end;

    Lines(Reader reader) {
        this.reader = reader;
    }

    /**
     * The next line without its end; empty at the end of the text.
     *
     * @throws LineTooLong if it has no end in sight
     */
    Optional<String> next() throws IOException {
        for (int length = 0; length <= LONGEST; length++) {
            if (at + length == end && !more(length)) {
                return length == 0 ? Optional.empty() : Optional.of(take(length));
            }
            if (block[at + length] == '\n') {
                String line = take(length);
                at++;
                return Optional.of(line);
            }
        }
        throw new LineTooLong();
    }

    private String take(int length) {
        String line = new String(block, at, length);
        at += length;
        return line;
    }

    /** Reads on, behind the beginning of a line that there is. */
    private boolean more(int kept) throws IOException {
        System.arraycopy(block, at, block, 0, kept);
        at = 0;
        int read = reader.read(block, kept, BLOCK - kept);
        end = kept + Math.max(read, 0);
        return read > 0;
    }

    /** A line longer than any of a file of networks. */
    static final class LineTooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
