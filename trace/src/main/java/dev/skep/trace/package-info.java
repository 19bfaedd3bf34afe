/**
 * Observes a host: programs that run in the kernel, and the records that they send. Knows no printing.
 *
 * <p>Each kind of event has its package with the program that runs in the kernel, the record that it sends, the filter that is
 * compiled into it, and an {@link dev.skep.trace.EventSource} that turns records into something to read. This package holds what
 * they share.
 */
@NullMarked
package dev.skep.trace;

import org.jspecify.annotations.NullMarked;
