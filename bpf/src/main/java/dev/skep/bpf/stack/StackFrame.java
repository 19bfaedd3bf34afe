package dev.skep.bpf.stack;

/**
 * One frame of a stack.
 *
 * @param address where the processor was, or will return to; unsigned
 * @param offset in the kernel: bytes from the beginning of the function; in a process: bytes from the beginning of {@code module}, 0
 *     where that is not known
 * @param symbol the function; empty if it is not known
 * @param module the file that is mapped there, as the process names it, or a name of the kernel such as {@code [vdso]}; empty in the
 *     kernel
 */
public record StackFrame(long address, long offset, String symbol, String module) {}
