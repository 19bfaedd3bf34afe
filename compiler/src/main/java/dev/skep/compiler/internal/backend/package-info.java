/**
 * From the intermediate representation to eBPF instructions.
 *
 * <p>The steps, one class each: {@link dev.skep.compiler.internal.backend.InstructionSelection} turns the graph into
 * instructions over unlimited registers, {@link dev.skep.compiler.internal.backend.RegisterAllocation} maps these to r0
 * to r9 and the stack, {@link dev.skep.compiler.internal.backend.BlockTidying} and {@link
 * dev.skep.compiler.internal.backend.BlockOrder} arrange the blocks, {@link
 * dev.skep.compiler.internal.backend.FrameLayout} places the stack slots and {@link
 * dev.skep.compiler.internal.backend.Emission} encodes. The entry is {@link dev.skep.compiler.internal.backend.Backend}.
 */
@NullMarked
package dev.skep.compiler.internal.backend;

import org.jspecify.annotations.NullMarked;
