/**
 * What a TracingPolicy says, as immutable records: the schema of {@code cilium.io/v1alpha1} (Tetragon 1.8) with its own names, values
 * read and checked, lists and macros put in place. Nothing here knows YAML, and nothing knows a kernel.
 *
 * <p>A {@link dev.skep.security.policy.model.Policy} has {@link dev.skep.security.policy.model.Hook}s; each says where it hooks ({@link
 * dev.skep.security.policy.model.HookPoint}), what it reads ({@link dev.skep.security.policy.model.Argument}), and in which cases it does
 * what ({@link dev.skep.security.policy.model.Selector}). Whatever a message may speak of has its {@link
 * dev.skep.security.policy.model.Place}.
 */
@NullMarked
package dev.skep.security.policy.model;

import org.jspecify.annotations.NullMarked;
