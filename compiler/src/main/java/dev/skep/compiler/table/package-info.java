/**
 * Collections that programs keep in final fields and search by values known only at run time.
 *
 * <p>They are plain Java and work everywhere; in a program few elements are compared one after the other, many become a frozen table
 * in the kernel, looked up by hash or by prefix, or searched. The JDK's own collections are treated the same way: {@code Set.contains}, {@code Map.get} and {@code List.indexOf}
 * with a run-time number, and loops that leave at the first element whose number equals a key. This package holds what the JDK lacks.
 */
@NullMarked
package dev.skep.compiler.table;

import org.jspecify.annotations.NullMarked;
