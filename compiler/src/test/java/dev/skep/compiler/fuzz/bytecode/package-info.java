/** Generated methods as class files, once for the JVM and once for the compiler: they differ only in how memory is reached. */
@NullMarked
package dev.skep.compiler.fuzz.bytecode;

import org.jspecify.annotations.NullMarked;
