/**
 * Files that are opened: every open, openat, openat2 and creat on the host, with the complete path.
 *
 * <p>{@link dev.skep.trace.open.OpenTrace} is the way in.
 */
@NullMarked
package dev.skep.trace.open;

import org.jspecify.annotations.NullMarked;
