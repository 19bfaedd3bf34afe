package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Edge;

/** A path that waits to be joined with others: the edge by which it arrives and its state. */
record Pending(Edge edge, State state) {}
