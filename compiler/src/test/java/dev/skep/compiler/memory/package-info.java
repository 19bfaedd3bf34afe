/** Structs in all kinds of memory: on the stack, in the kernel, in the traced process, in maps. */
@NullMarked
package dev.skep.compiler.memory;

import org.jspecify.annotations.NullMarked;
