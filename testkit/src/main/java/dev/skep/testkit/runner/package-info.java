/**
 * Runs tests without Maven, where there is none: in a guest with another kernel. Started by {@code kernels/test}.
 */
@NullMarked
package dev.skep.testkit.runner;

import org.jspecify.annotations.NullMarked;
