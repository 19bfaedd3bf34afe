package dev.skep.compiler.internal.eval.runtime;

import java.util.function.Consumer;

/** What the kernel calls for a record that user space sent: 0 says to go on. */
public final class RecordCallback {
    private RecordCallback() {}

    /** Takes one record. */
    public static <T> int forEach(Consumer<T> action, T record) {
        action.accept(record);
        return 0;
    }
}
