/** One figure, one class. What a figure compares is measured alternately, round by round, so that a busy machine disturbs all alike. */
@NullMarked
package dev.skep.bench.figure;

import org.jspecify.annotations.NullMarked;
