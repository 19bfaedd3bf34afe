package dev.skep.bench.figure;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A file that is not there, which this process tries to open so that tools have something to show. */
final class MissingFile {
    static final String NAME = "/tmp/.skep-bench-missing";

    /** Tools that write to a file collect some lines first. */
    private static final int TIMES = 100;

    private MissingFile() {}

    static void open() {
        for (int i = 0; i < TIMES; i++) {
            try (FileInputStream unexpected = new FileInputStream(NAME)) {
                throw new IllegalStateException(NAME + " exists: " + unexpected.available());
            } catch (FileNotFoundException expected) {
                // That it was tried is all we want.
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }
}
