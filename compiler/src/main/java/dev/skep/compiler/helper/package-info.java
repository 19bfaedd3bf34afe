/**
 * The kernel's helper functions as static Java methods.
 */
@NullMarked
package dev.skep.compiler.helper;

import org.jspecify.annotations.NullMarked;
