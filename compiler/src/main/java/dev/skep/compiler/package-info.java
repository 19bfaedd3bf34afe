/**
 * Compiles the annotated methods of an ordinary object to eBPF and loads them into the kernel.
 */
@NullMarked
package dev.skep.compiler;

import org.jspecify.annotations.NullMarked;
