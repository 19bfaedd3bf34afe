package dev.skep.security.policy.program;

/**
 * Something that policies ask of the program that a process runs.
 *
 * @param bit its place in what is kept of processes
 * @param test what the path of the program has to be
 * @param followed whether it counts for what descends from such a process, too
 */
public record BinaryMark(int bit, TextTest test, boolean followed) {}
