/**
 * The other end of this process's output: a command that follows events for hours wants to know that nobody reads them any more, also
 * while there is nothing to write.
 */
@NullMarked
package dev.skep.bpf.pipe;

import org.jspecify.annotations.NullMarked;
