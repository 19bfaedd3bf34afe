/**
 * Which events a program sends. Filters are ordinary objects; the compiler knows them when it compiles the program, so what they do
 * not restrict costs nothing.
 */
@NullMarked
package dev.skep.trace.filter;

import org.jspecify.annotations.NullMarked;
