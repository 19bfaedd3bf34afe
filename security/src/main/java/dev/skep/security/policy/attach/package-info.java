/** Programs of policies in the kernel: loaded, attached, exchanged; and what comes out of them. */
@NullMarked
package dev.skep.security.policy.attach;

import org.jspecify.annotations.NullMarked;
