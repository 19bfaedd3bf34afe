/** {@code skep run}: compiles one Java file in memory, runs its methods in the kernel, prints what they send and count. */
@NullMarked
package dev.skep.cli.run;

import org.jspecify.annotations.NullMarked;
