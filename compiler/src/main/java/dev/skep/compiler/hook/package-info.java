/**
 * Annotations that name the kernel hook of a method, and the types of what the hook passes.
 */
@NullMarked
package dev.skep.compiler.hook;

import org.jspecify.annotations.NullMarked;
