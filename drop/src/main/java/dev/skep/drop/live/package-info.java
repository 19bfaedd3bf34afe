/**
 * Rules at work on devices: attached, counted, exchanged while packets come, pinned, and found again by others.
 *
 * <p>All that is to be known of a {@link dev.skep.drop.live.LiveDrop} is in the kernel. Its program has the map {@code skep_drop} bound to
 * it, which nobody can write: the {@link dev.skep.drop.live.Manifest}, as text. So one step, the exchange of a link's program, changes
 * rules and description together, and whoever finds a link finds the rest: {@link dev.skep.drop.live.LiveDrops#running} looks through all
 * links, {@link dev.skep.drop.live.DropPins} has those with a name, whose only files are their links.
 *
 * <p>A pinned one drops from the moment when its deadline is set, the last step of its making, and stops when it is set back, the first
 * step of its removal. A process that is killed between leaves what does nothing, and what others see as {@linkplain
 * dev.skep.drop.live.DropState#UNFINISHED unfinished} and clear away.
 */
@NullMarked
package dev.skep.drop.live;

import org.jspecify.annotations.NullMarked;
