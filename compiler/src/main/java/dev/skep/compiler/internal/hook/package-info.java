/** What each hook annotation means: program type, where parameters come from, how the program is attached. One kind, one file. */
@NullMarked
package dev.skep.compiler.internal.hook;

import org.jspecify.annotations.NullMarked;
