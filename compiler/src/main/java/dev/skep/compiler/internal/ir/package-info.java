/**
 * The compiler's intermediate representation: SSA with block parameters.
 *
 * <p>A {@link dev.skep.compiler.internal.ir.Graph} holds blocks; a block holds {@link dev.skep.compiler.internal.ir.Parameter
 * parameters}, instructions and one {@link dev.skep.compiler.internal.ir.Terminator}. What phi functions are elsewhere is here an
 * argument on the {@link dev.skep.compiler.internal.ir.Edge} into a block. Every node prints itself, and
 * {@link dev.skep.compiler.internal.ir.Graph#toString()} prints the whole. Nothing here knows JVM bytecode or eBPF encodings.
 */
@NullMarked
package dev.skep.compiler.internal.ir;

import org.jspecify.annotations.NullMarked;
