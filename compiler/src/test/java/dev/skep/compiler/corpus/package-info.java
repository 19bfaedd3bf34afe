/** All methods of the JDK's base module through the compiler: each compiles or is refused, and nothing else happens. */
@NullMarked
package dev.skep.compiler.corpus;

import org.jspecify.annotations.NullMarked;
