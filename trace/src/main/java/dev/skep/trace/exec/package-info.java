/**
 * Programs that start: every exec on the host, with its arguments.
 *
 * <p>{@link dev.skep.trace.exec.ExecTrace} is the way in.
 */
@NullMarked
package dev.skep.trace.exec;

import org.jspecify.annotations.NullMarked;
