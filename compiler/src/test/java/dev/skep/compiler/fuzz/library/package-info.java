/** What generated methods work with: structs, records, operations, and the JVM's stand-in for kernel memory. */
@NullMarked
package dev.skep.compiler.fuzz.library;

import org.jspecify.annotations.NullMarked;
