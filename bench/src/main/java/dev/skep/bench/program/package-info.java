/**
 * Programs that exist twice: here in Java, and under {@code bench/c} in C, where a function has the name of the method. Both do the
 * same, line by line, as one would write it in that language.
 */
@NullMarked
package dev.skep.bench.program;

import org.jspecify.annotations.NullMarked;
