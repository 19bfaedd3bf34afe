/**
 * What a policy saw and did, as it comes out of the kernel.
 *
 * <p>{@link dev.skep.security.policy.event.PolicyEvent} is one hit of one policy at one hook; {@link
 * dev.skep.security.policy.event.ArgumentValue} is what an argument held. Numbers are the kernel's own: who shows events gives them names.
 */
@NullMarked
package dev.skep.security.policy.event;

import org.jspecify.annotations.NullMarked;
