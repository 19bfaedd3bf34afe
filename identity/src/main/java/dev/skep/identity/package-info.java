/**
 * Whose process it is: from the id of a control group, which the kernel gives with each event, to the container, the pod and its
 * workload, or the systemd unit.
 *
 * <p>{@link dev.skep.identity.Identities} is the way in. A reader of events asks {@link dev.skep.identity.Identities#of} for each of
 * them; who must not show an event of a new container without its name puts a {@link dev.skep.identity.HeldEvents} in between.
 * Knows nothing of events, and prints nothing.
 */
@NullMarked
package dev.skep.identity;

import org.jspecify.annotations.NullMarked;
