/** The program that drops: the filters of one set of rules, compiled into one program, with a counter for each. */
@NullMarked
package dev.skep.drop.program;

import org.jspecify.annotations.NullMarked;
