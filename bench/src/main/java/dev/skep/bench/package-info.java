/** The command {@code bench/run}: takes the figures and prints them as Markdown. Entry point: {@link dev.skep.bench.Main}. */
@NullMarked
package dev.skep.bench;

import org.jspecify.annotations.NullMarked;
