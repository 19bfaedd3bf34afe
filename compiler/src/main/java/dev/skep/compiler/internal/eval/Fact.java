package dev.skep.compiler.internal.eval;

/** What a branch taught about a register on one path. */
sealed interface Fact {
    /** The pointer is not null. */
    record NonNull() implements Fact {}

    /** The pointer is null. */
    record Null() implements Fact {}

    /** The integer has this value in its width, sign-extended. */
    record Equal(long value) implements Fact {}
}
