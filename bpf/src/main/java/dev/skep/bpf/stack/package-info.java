/**
 * Stacks as the kernel gathers them are addresses; people want names.
 *
 * <p>{@link dev.skep.bpf.stack.StackNames} is the way in. Frames of the kernel are named from /proc/kallsyms, frames of processes from
 * the files that they have mapped. Names that a compiler at run time made (JIT) are not known.
 */
@NullMarked
package dev.skep.bpf.stack;

import org.jspecify.annotations.NullMarked;
