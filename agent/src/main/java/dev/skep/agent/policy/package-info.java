/**
 * The policies of an agent: where they come from, which are in force, and what they do.
 *
 * <p>{@link dev.skep.agent.policy.PolicyManager} has them all. {@link dev.skep.agent.policy.PolicyFolder} brings those of files, {@link
 * dev.skep.agent.policy.PolicyResources} those of Kubernetes, and clients bring the others.
 */
@NullMarked
package dev.skep.agent.policy;

import org.jspecify.annotations.NullMarked;
