package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Width;

/**
 * The result of a three-way comparison that has not been looked at yet: negative, zero or positive. The branch that follows makes
 * one conditional jump of both.
 */
public record Comparison(Abstract left, Abstract right, Width width, boolean unsigned) implements Abstract {}
