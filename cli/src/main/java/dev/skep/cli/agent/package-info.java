/**
 * {@code skep agent}, {@code skep events} and {@code skep status}: the daemon, and what asks it. The launcher starts these three on the class
 * path, apart from the others, which have nothing to do with gRPC and start faster without it.
 */
@NullMarked
package dev.skep.cli.agent;

import org.jspecify.annotations.NullMarked;
