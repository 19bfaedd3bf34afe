/**
 * Choosing identities: by container, pod, namespace, label and unit.
 *
 * <p>{@link dev.skep.identity.filter.Selection} says whether an identity is chosen; {@link dev.skep.identity.filter.SelectedGroups} keeps
 * a map in the kernel that says it for each control group, so that programs drop what is not.
 */
@NullMarked
package dev.skep.identity.filter;

import org.jspecify.annotations.NullMarked;
