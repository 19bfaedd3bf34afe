/**
 * {@code skep map dump}: the elements of any map, decoded by the types that came with it.
 *
 * <p>{@link dev.skep.cli.map.DumpedMap} knows what a map holds; a {@link dev.skep.cli.map.DumpFormat} makes lines of it.
 */
@NullMarked
package dev.skep.cli.map;

import org.jspecify.annotations.NullMarked;
