/**
 * Passes that make a graph smaller and faster without changing what it does.
 *
 * <p>One pass is one final class with one public static method that changes the graph in place; {@link
 * dev.skep.compiler.internal.optimize.Pipeline} runs them in order. None of them moves a load, repeats a call, or
 * computes a pointer anew that was compared before: the kernel's verifier knows a checked pointer only by the register
 * that was checked.
 */
@NullMarked
package dev.skep.compiler.internal.optimize;

import org.jspecify.annotations.NullMarked;
