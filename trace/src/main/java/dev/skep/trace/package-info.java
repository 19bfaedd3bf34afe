/**
 * Observes a host: programs that run in the kernel, and the records that they send. Knows no printing.
 */
@NullMarked
package dev.skep.trace;

import org.jspecify.annotations.NullMarked;
