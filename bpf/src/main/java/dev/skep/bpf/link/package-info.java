/**
 * Attachments of programs to hooks: one class for each kind of hook, each with a static {@code attach}.
 *
 * <p>A {@link dev.skep.bpf.link.Link} owns the attachment: closing it detaches, and so does the end of the process. The
 * program may be closed before its links, which keep it alive in the kernel. A {@link dev.skep.bpf.link.PinnableLink} that is pinned
 * outlives the process.
 */
@NullMarked
package dev.skep.bpf.link;

import org.jspecify.annotations.NullMarked;
