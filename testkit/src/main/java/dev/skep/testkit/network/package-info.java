/** Networks that tests make and remove. */
@NullMarked
package dev.skep.testkit.network;

import org.jspecify.annotations.NullMarked;
