/** The programs that run in the kernel and tell of processes, and the records that they send. */
@NullMarked
package dev.skep.security.process.program;

import org.jspecify.annotations.NullMarked;
