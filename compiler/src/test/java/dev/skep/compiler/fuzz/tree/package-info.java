/** Generated methods as trees of expressions and statements, their Java text, and the smaller trees that a failure is shrunk to. */
@NullMarked
package dev.skep.compiler.fuzz.tree;

import org.jspecify.annotations.NullMarked;
