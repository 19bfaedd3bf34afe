package dev.skep.bpf.link;

/**
 * A program attached to a hook. Closing it detaches; a second close does nothing. Safe for every thread.
 *
 * <p>The kernel detaches by itself when the process ends, however it ends.
 */
public sealed interface Link extends AutoCloseable
        permits TracepointLink, RawTracepointLink, TracingLink, UprobeLink, KprobeLink, PerfEventLink, SocketFilterLink, NetfilterLink, ReplaceableLink {
    /** The hook, for messages: "tracepoint syscalls/sys_enter_openat", "xdp on eth0". */
    String hook();

    /** Detaches. */
    @Override
    void close();
}
