/**
 * Names of functions as people write them: patterns, the kernel's list of functions, what a wrong name may have meant.
 *
 * <p>Where a function of a file lies is in {@code dev.skep.bpf.elf}; the kernel finds its own functions by name, so
 * {@link dev.skep.bpf.symbol.KernelFunctions} knows names alone.
 */
@NullMarked
package dev.skep.bpf.symbol;

import org.jspecify.annotations.NullMarked;
