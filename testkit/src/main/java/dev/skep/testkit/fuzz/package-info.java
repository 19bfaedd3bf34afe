/**
 * Readers of foreign bytes meet bytes that nobody meant. A test class that implements {@link dev.skep.testkit.fuzz.FuzzTarget} says what
 * is read; every build then tries damaged inputs of fixed seeds, and {@link dev.skep.testkit.fuzz.FuzzProcess} lets Jazzer look for
 * others, guided by what they cover, for as long as one likes.
 */
@NullMarked
package dev.skep.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
