/**
 * An eBPF interpreter in Java: a third opinion on what a program means, beside the JVM and the kernel, that needs no rights.
 *
 * <p>{@link dev.skep.compiler.interpreter.Machine} executes what the compiler emits. Memory is checked byte by byte: an access outside
 * of its region, to memory that was never written or through a number that is no address is a
 * {@link dev.skep.compiler.interpreter.Fault} that names the instruction and its Java line. Helpers are those of
 * {@link dev.skep.compiler.interpreter.StandardHelpers}; maps are models on the Java heap.
 */
@NullMarked
package dev.skep.compiler.interpreter;

import org.jspecify.annotations.NullMarked;
