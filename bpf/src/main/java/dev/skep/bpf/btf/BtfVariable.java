package dev.skep.bpf.btf;

/**
 * Where a variable lies in its section.
 *
 * @param typeId a {@link BtfKind#VAR}
 * @param offset from the start of the section, in bytes
 * @param size in bytes
 */
public record BtfVariable(int typeId, int offset, int size) {}
