package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.SourcePosition;

/**
 * From this instruction on the code comes from this place in Java source.
 *
 * @param instruction index of the 8-byte instruction word
 * @param position where it comes from
 */
public record LineEntry(int instruction, SourcePosition position) {}
