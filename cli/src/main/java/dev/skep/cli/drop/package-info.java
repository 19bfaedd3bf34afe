/** {@code skep drop}: packets that match a filter are gone before the network stack sees them. */
@NullMarked
package dev.skep.cli.drop;

import org.jspecify.annotations.NullMarked;
