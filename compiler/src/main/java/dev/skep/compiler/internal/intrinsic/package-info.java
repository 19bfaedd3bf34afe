/** Methods that the compiler does not inline but knows: helpers, maps, struct fields, packets, and the JDK's integer methods. */
@NullMarked
package dev.skep.compiler.internal.intrinsic;

import org.jspecify.annotations.NullMarked;
