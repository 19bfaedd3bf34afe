/**
 * Whether what the kernel lends to a program is given back: on every path, once, and without being used afterwards.
 *
 * <p>{@link dev.skep.compiler.internal.check.reference.ReferenceCheck} is where it begins. Paths are walked one by one, as the verifier
 * walks them, and as far as branches that compare the same numbers can be told apart. Where that is not enough, nothing is refused.
 */
@NullMarked
package dev.skep.compiler.internal.check.reference;

import org.jspecify.annotations.NullMarked;
