/** Loading and unloading: what both sides share while a program runs, and what remains when something fails. */
@NullMarked
package dev.skep.compiler.load;

import org.jspecify.annotations.NullMarked;
