/** Makes random methods, each from its seed alone. */
@NullMarked
package dev.skep.compiler.fuzz.generator;

import org.jspecify.annotations.NullMarked;
