/**
 * Events as short lines for people, as {@code tetra getevents -o compact} shows them. {@link
 * dev.skep.api.compact.CompactFormat} is the way in.
 */
@NullMarked
package dev.skep.api.compact;

import org.jspecify.annotations.NullMarked;
