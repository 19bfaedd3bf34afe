package dev.skep.security.policy.read;

import java.io.Serial;

/** What is wrong with an expression, and where. */
final class CelException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final int at;

    CelException(int at, String message) {
        super(message);
        this.at = at;
    }

    /** The character, from 0. */
    int at() {
        return at;
    }
}
