package dev.skep.bpf.memory;

/**
 * Bytes of a struct that belong to no field.
 *
 * @param offset bytes from the start of the struct
 * @param size number of bytes
 */
public record Padding(int offset, int size) {}
