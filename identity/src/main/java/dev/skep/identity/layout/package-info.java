/**
 * What the path of a control group says: which container, of which pod, or which unit of systemd. Reads nothing but the path.
 *
 * <p>{@link dev.skep.identity.layout.Placement#of} is the way in.
 */
@NullMarked
package dev.skep.identity.layout;

import org.jspecify.annotations.NullMarked;
