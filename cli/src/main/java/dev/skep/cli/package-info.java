/**
 * The command line: parses arguments, runs the other modules, prints. The only module that knows all others.
 */
@NullMarked
package dev.skep.cli;

import org.jspecify.annotations.NullMarked;
