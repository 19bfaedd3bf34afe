package dev.skep.bench.program;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.util.List;

/** {@code xdp.bpf.c}. */
public final class PacketPrograms {
    private static final int MOST_OPTIONS = 10;
    private static final int SHORTEST_OPTION = 2;
    private static final int TCP_BYTES = 20;

    private final ArrayMap<Counter> dropped = ArrayMap.of(Counter.class, 1);
    private final List<Rule> rules;

    /** Loaded and not attached. */
    public PacketPrograms(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** Shows what a test run costs without a program. */
    @Xdp
    int pass(XdpContext packet) {
        return XdpContext.PASS;
    }

    @Xdp
    int dropIcmp(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != Ethernet.IPV4) {
            return XdpContext.PASS;
        }
        Ipv4 ip = packet.at(Ethernet.BYTES, Ipv4.class);
        if (ip == null) {
            return XdpContext.PASS;
        }
        if (ip.protocol() == Ipv4.ICMP) {
            Counter count = dropped.get(0);
            if (count != null) {
                count.add(1);
            }
            return XdpContext.DROP;
        }
        return XdpContext.PASS;
    }

    @Xdp
    int eightRules(XdpContext packet) {
        Ethernet ethernet = packet.at(0, Ethernet.class);
        if (ethernet == null || ethernet.type() != Ethernet.IPV4) {
            return XdpContext.PASS;
        }
        Ipv4 ip = packet.at(Ethernet.BYTES, Ipv4.class);
        if (ip == null) {
            return XdpContext.PASS;
        }
        int protocol = ip.protocol();
        if (protocol != Ipv4.TCP && protocol != Ipv4.UDP) {
            return XdpContext.PASS;
        }
        Ports ports = packet.at(Ethernet.BYTES + (ip.versionAndWords() & 15) * 4, Ports.class);
        if (ports == null) {
            return XdpContext.PASS;
        }
        int port = ports.destination();
        for (Rule rule : rules) {
            if (rule.matches(protocol, port)) {
                return rule.verdict();
            }
        }
        return XdpContext.PASS;
    }

    /** Walks the options of a TCP segment behind an IP header without options. */
    @Xdp
    int tcpOptions(XdpContext packet) {
        int at = Ethernet.BYTES + Ipv4.BYTES + TCP_BYTES;
        for (int i = 0; i < MOST_OPTIONS; i++) {
            OptionKind option = packet.at(at, OptionKind.class);
            if (option == null || option.kind() == OptionKind.END) {
                return XdpContext.PASS;
            }
            if (option.kind() == OptionKind.NOTHING) {
                at++;
                continue;
            }
            OptionHead head = packet.at(at, OptionHead.class);
            if (head == null || head.length() < SHORTEST_OPTION) {
                return XdpContext.DROP;
            }
            if (head.kind() == OptionKind.TIMESTAMPS) {
                return XdpContext.TX;
            }
            at += head.length();
        }
        return XdpContext.PASS;
    }
}
