/** Maps that programs and user space use together, as programs are compiled to use them. */
@NullMarked
package dev.skep.compiler.maps;

import org.jspecify.annotations.NullMarked;
