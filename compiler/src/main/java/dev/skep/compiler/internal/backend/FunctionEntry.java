package dev.skep.compiler.internal.backend;

/**
 * Where a function of the program begins.
 *
 * @param name its name
 * @param instruction index of its first instruction word
 * @param arguments how many arguments it takes
 */
public record FunctionEntry(String name, int instruction, int arguments) {}
