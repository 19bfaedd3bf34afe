/**
 * Random Java methods on the JVM, in the interpreter and in the kernel: result and memory must be the same everywhere.
 *
 * <p>{@link dev.skep.compiler.fuzz.Fuzz} is what {@code ./skep test --fuzz N} starts.
 */
@NullMarked
package dev.skep.compiler.fuzz;

import org.jspecify.annotations.NullMarked;
