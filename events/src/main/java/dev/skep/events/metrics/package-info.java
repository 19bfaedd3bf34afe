/** Figures for those who collect them, such as Prometheus: the door alone. What they are, and how they are written, features know. */
@NullMarked
package dev.skep.events.metrics;

import org.jspecify.annotations.NullMarked;
