package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Value;

/**
 * A place in the program where an index known only at run time goes into memory of known length.
 *
 * @param address the address that was calculated
 * @param distance the index times the size of an element
 * @param index the index
 * @param most the greatest index that is inside
 * @param position the Java line
 */
public record IndexedAccess(Value address, Value distance, Value index, int most, SourcePosition position) {}
