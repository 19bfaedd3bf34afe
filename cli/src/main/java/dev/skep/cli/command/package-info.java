/**
 * What all commands share: how one is found, how it takes its options, how it ends.
 */
@NullMarked
package dev.skep.cli.command;

import org.jspecify.annotations.NullMarked;
