package dev.skep.compiler.internal.backend;

/**
 * An instruction that names a function of the program: a call, or the load of its address.
 *
 * @param instruction index of the instruction word
 * @param function number of the function
 */
record FunctionUse(int instruction, int function) {}
