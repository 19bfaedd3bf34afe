package dev.skep.bpf.link;

import java.util.List;

/**
 * A program attached to a hook. Closing it detaches; a second close does nothing. Safe for every thread.
 *
 * <p>The kernel detaches by itself when the process ends, however it ends; a {@link PinnableLink} may be made to stay. Of the kinds of link that are no
 * {@link ReplaceableLink} the kernel cannot exchange the program: attach the next one first and detach the old one then, so
 * that no event is lost; one that comes between the two is seen by both.
 */
public sealed interface Link extends AutoCloseable
        permits PerfEventLink, SocketFilterLink, ReuseportLink, NetfilterLink, ReplaceableLink, PinnableLink {
    /** The hook, for messages: "tracepoint syscalls/sys_enter_openat", "xdp on eth0". */
    String hook();

    /** The functions or instructions it is attached to, in the order in which they were given; one for most kinds. */
    default List<String> places() {
        return List.of(hook());
    }

    /** Detaches. */
    @Override
    void close();
}
