package dev.skep.security.policy.attach;

import dev.skep.bpf.link.IteratorLink;
import dev.skep.compiler.Loaded;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Runs programs for every thread that there is. */
final class TaskTurns {
    /** Of generations below one another, so many are reached even if each turn reaches one only. */
    private static final int MOST_TURNS = 64;

    /** A view of the field by which a program says how often it changed something that children inherit. */
    interface Changed {
        int changed();

        void changed(int count);
    }

    private TaskTurns() {}

    /** Runs a method once for each thread. */
    static void go(Loaded<?> loaded, String method) {
        try (IteratorLink link = IteratorLink.attach(loaded.program(method).program());
                InputStream all = link.open()) {
            all.transferTo(OutputStream.nullOutputStream());
        } catch (IOException failure) {
            throw new UncheckedIOException("processes that run cannot be gone through", failure);
        }
    }

    /** Runs a method again until it changes nothing any more. */
    static void untilStill(Loaded<?> loaded, String method) {
        Changed turns = loaded.fields(Changed.class);
        int turn = 0;
        do {
            turns.changed(0);
            go(loaded, method);
        } while (turns.changed() > 0 && ++turn < MOST_TURNS);
    }
}
