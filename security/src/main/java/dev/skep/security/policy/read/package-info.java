/**
 * Reads policies from YAML or JSON, and says what is wrong with them.
 *
 * <p>{@link dev.skep.security.policy.read.PolicyReader} is the way in. What needs a kernel to decide, such as whether a function exists, is
 * not decided here.
 */
@NullMarked
package dev.skep.security.policy.read;

import org.jspecify.annotations.NullMarked;
