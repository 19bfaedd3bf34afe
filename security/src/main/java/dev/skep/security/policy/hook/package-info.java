/**
 * What serves the hooks of policies in this kernel.
 *
 * <p>A policy names functions, tracepoints, hooks of the LSM, places in programs. {@link dev.skep.security.policy.hook.HookTable} says which
 * hooks of the running kernel serve them, or why none does: the function itself where the kernel lets it be hooked, otherwise what {@link
 * dev.skep.security.policy.hook.Equivalents} knows to see the same.
 */
@NullMarked
package dev.skep.security.policy.hook;

import org.jspecify.annotations.NullMarked;
