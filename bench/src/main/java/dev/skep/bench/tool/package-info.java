/** The tracing tools that are compared: their commands, and how they are started, watched and ended. */
@NullMarked
package dev.skep.bench.tool;

import org.jspecify.annotations.NullMarked;
