package dev.skep.compiler.internal.eval;

/** What the evaluator knows of a value on the operand stack, in a local variable or in a field. Immutable; equal means the same value. */
public sealed interface Abstract permits Known, Scalar, Pointer, Virtual, Choice, Comparison, Undefined {}
