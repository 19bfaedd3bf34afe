/**
 * The commands {@code skep trace ...}: options, columns, and the loop that prints events until the end.
 */
@NullMarked
package dev.skep.cli.trace;

import org.jspecify.annotations.NullMarked;
