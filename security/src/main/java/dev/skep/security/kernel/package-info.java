/**
 * The parts of the kernel's structs that programs of this module read, under the kernel's names. Their places come from the BTF of
 * the running kernel when a program is loaded.
 */
@NullMarked
package dev.skep.security.kernel;

import org.jspecify.annotations.NullMarked;
