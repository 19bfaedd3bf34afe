/**
 * Events on their way from the kernel to those who want them: from a ring buffer through one reading thread to sinks, each with a
 * bounded queue of its own. What is lost on the way is counted where it is lost.
 *
 * <p>Features bring the kinds of {@link dev.skep.events.Event}; this package knows none of them.
 */
@NullMarked
package dev.skep.events;

import org.jspecify.annotations.NullMarked;
