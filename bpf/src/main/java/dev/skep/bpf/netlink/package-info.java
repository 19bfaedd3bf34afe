/**
 * The little of rtnetlink(7) that classic traffic control and XDP need: messages are put together, sent, and read with every length checked.
 * Not a general library for network configuration.
 *
 * <p>{@link dev.skep.bpf.netlink.RouteSocket} sends a {@link dev.skep.bpf.netlink.NetlinkMessage} and answers with
 * {@link dev.skep.bpf.netlink.NetlinkAttributes}.
 */
@NullMarked
package dev.skep.bpf.netlink;

import org.jspecify.annotations.NullMarked;
