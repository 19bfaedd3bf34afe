package dev.skep.bench.program;

import dev.skep.compiler.hook.XdpContext;
import java.util.List;

/**
 * What happens to packets to a port.
 *
 * @param protocol the protocol above IP
 * @param port the destination, 0 for all
 * @param verdict one of the verdicts of {@link XdpContext}
 */
public record Rule(int protocol, int port, int verdict) {
    /** The same table as in {@code xdp.bpf.c}. */
    public static final List<Rule> EIGHT = List.of(
            new Rule(Ipv4.TCP, 1000, XdpContext.DROP),
            new Rule(Ipv4.UDP, 1001, XdpContext.DROP),
            new Rule(Ipv4.TCP, 1002, XdpContext.DROP),
            new Rule(Ipv4.UDP, 1003, XdpContext.DROP),
            new Rule(Ipv4.TCP, 1004, XdpContext.DROP),
            new Rule(Ipv4.UDP, 1005, XdpContext.DROP),
            new Rule(Ipv4.TCP, 1006, XdpContext.DROP),
            new Rule(Ipv4.UDP, 1007, XdpContext.DROP));

    boolean matches(int packetProtocol, int packetPort) {
        return protocol == packetProtocol && (port == 0 || port == packetPort);
    }
}
