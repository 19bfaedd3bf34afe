/** Filters for packets that are known to crash or stall a host. */
@NullMarked
package dev.skep.drop.recipe;

import org.jspecify.annotations.NullMarked;
