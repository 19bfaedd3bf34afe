/**
 * From what policies say to what runs in the kernel: each selector becomes a rule, and the rules of one hook become one program.
 *
 * <p>{@link dev.skep.security.policy.plan.PolicyPlanner} is the way in.
 */
@NullMarked
package dev.skep.security.policy.plan;

import org.jspecify.annotations.NullMarked;
