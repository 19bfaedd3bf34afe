/**
 * The way back from eBPF instructions to Java source: line information for the kernel, the verifier's refusals as errors
 * at a Java line, and listings.
 *
 * <p>{@link dev.skep.compiler.internal.debug.SourceText} finds the text of lines, {@link
 * dev.skep.compiler.internal.debug.DebugInfo} makes what the kernel wants to know, {@link
 * dev.skep.compiler.internal.debug.VerifierLog} reads what it says when it refuses, and {@link
 * dev.skep.compiler.internal.debug.Listing} prints a program.
 */
@NullMarked
package dev.skep.compiler.internal.debug;

import org.jspecify.annotations.NullMarked;
