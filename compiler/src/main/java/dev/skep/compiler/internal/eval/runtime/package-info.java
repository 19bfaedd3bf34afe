/** Java code that the evaluator inlines into programs in place of JDK code it cannot look into. */
@NullMarked
package dev.skep.compiler.internal.eval.runtime;

import org.jspecify.annotations.NullMarked;
