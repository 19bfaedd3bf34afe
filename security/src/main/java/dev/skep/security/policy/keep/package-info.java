/**
 * Policies that stay in force without an agent: what enforces them is pinned to the BPF file system, and an agent that comes later takes
 * over.
 *
 * <p>{@link dev.skep.security.policy.keep.KeptFolder} has a folder for each agent that keeps, which is locked as long as that agent runs. The
 * agent pins there ({@link dev.skep.security.policy.keep.Pins}) the links of everything that its policies need, the arrays of programs behind
 * them, which the kernel empties otherwise, the tables that a successor continues, and a {@link
 * dev.skep.security.policy.keep.KeptManifest}.
 *
 * <p>Whoever finds a folder without an agent has {@link dev.skep.security.policy.keep.Kept} policies. An agent makes a {@link
 * dev.skep.security.policy.keep.Succession} of them: it attaches everything of its own first and removes the old pins then. Between the two both
 * are in force, which does no harm: what one of them kills is dead, what one denies is denied, and events are read of the new one's ring
 * alone. So nothing of the old programs has to be understood by the new ones, and any version can follow any other. Only what cannot be
 * found out anew is read from the old tables, if their layout is the same: from which processes others descend, and what they began with.
 */
@NullMarked
package dev.skep.security.policy.keep;

import org.jspecify.annotations.NullMarked;
