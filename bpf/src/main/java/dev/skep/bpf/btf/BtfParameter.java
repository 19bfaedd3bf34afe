package dev.skep.bpf.btf;

/**
 * A parameter of a function prototype.
 *
 * @param name may be empty
 * @param typeId its type; 0 with an empty name at the end means variable arguments
 */
public record BtfParameter(String name, int typeId) {}
