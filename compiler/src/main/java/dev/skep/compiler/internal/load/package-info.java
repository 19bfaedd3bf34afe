/** From a program object to programs in the kernel: compile every hook method, create maps, load, attach. */
@NullMarked
package dev.skep.compiler.internal.load;

import org.jspecify.annotations.NullMarked;
