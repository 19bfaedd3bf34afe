/** Packets as people read them. */
@NullMarked
package dev.skep.drop.text;

import org.jspecify.annotations.NullMarked;
