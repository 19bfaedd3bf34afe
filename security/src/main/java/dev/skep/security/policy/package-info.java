/**
 * Policies in force: which there are, in which mode, and what they do and cost.
 *
 * <p>{@link dev.skep.security.policy.PolicyEngine} puts them into force. What a policy says is {@code dev.skep.security.policy.model}, and
 * {@code dev.skep.security.policy.read} reads it from files.
 */
@NullMarked
package dev.skep.security.policy;

import org.jspecify.annotations.NullMarked;
