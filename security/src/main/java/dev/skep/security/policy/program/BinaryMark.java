package dev.skep.security.policy.program;

/**
 * Something that policies ask of the program that a process runs.
 *
 * @param bit its place in what is kept of processes
 * @param test what the path of the program has to be
 */
public record BinaryMark(int bit, TextTest test) {}
