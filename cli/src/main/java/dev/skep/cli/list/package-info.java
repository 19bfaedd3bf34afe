/**
 * {@code skep list}: the programs, maps and links in the kernel, whoever put them there, and the source of programs.
 *
 * <p>{@link dev.skep.cli.list.Inventory} reads the objects and joins them: programs with their links, maps with their programs, all
 * with the processes that hold them and the paths where they are pinned.
 */
@NullMarked
package dev.skep.cli.list;

import org.jspecify.annotations.NullMarked;
