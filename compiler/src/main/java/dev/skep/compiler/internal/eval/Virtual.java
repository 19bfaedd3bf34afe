package dev.skep.compiler.internal.eval;

/** A reference to an object of the abstract heap: made inside the program, never existing at run time. */
public record Virtual(int id) implements Abstract {}
