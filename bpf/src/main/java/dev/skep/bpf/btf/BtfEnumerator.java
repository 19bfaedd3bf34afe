package dev.skep.bpf.btf;

/**
 * A constant of an enumeration.
 *
 * @param value sign-extended when the enumeration is signed, zero-extended otherwise
 */
public record BtfEnumerator(String name, long value) {}
