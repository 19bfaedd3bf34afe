package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.ArgumentType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An argument that a hook of a generated policy reads.
 *
 * @param index which
 * @param type as what
 * @param more what else the policy says of it, in YAML
 */
record ReadArgument(int index, ArgumentType type, String more) {
    /** What {@code more} begins with of a field that the argument leads to. */
    static final String RESOLVE = "    resolve: ";

    /** Whether it is a field of a socket. */
    boolean isOfSocket() {
        return type.isNumber() && more.startsWith(RESOLVE);
    }

    /** The field that it leads to; only of those of sockets. */
    SocketField field() {
        return SocketField.of(more.strip().substring(RESOLVE.strip().length() + 1));
    }

    /** Where the number of an act is. */
    enum Numbered {
        /** In the last argument, as a number. */
        ARGUMENT,
        /** In the last of the data, as a number: acts of others have none. */
        DATA,
        /** In the address that is last. */
        ADDRESS,
        /** At the end of the text that is last. */
        TEXT
    }

    /**
     * All that a hook reads.
     *
     * @param arguments in the order of the policy
     * @param data of the process
     * @param result as what the result is read, or null
     * @param numbered where the number of an act is
     */
    record All(
            List<ReadArgument> arguments,
            List<DataGenerator.Read> data,
            @Nullable ArgumentType result,
            Numbered numbered) {}
}
