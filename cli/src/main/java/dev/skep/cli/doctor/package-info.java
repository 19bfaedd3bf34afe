/** {@code skep doctor}: what this kernel offers, and what each command makes of it. */
@NullMarked
package dev.skep.cli.doctor;

import org.jspecify.annotations.NullMarked;
