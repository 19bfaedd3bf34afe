package dev.skep.drop.filter;

import dev.skep.bpf.symbol.NearNames;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The words of the language. */
final class Words {
    /** Protocols that an IPv4 or IPv6 header names, with their numbers (IANA protocol numbers). */
    static final Map<String, Integer> TRANSPORTS = Map.ofEntries(
            Map.entry("icmp", Layer.ICMP),
            Map.entry("igmp", 2),
            Map.entry("igrp", 9),
            Map.entry("tcp", Layer.TCP),
            Map.entry("udp", Layer.UDP),
            Map.entry("esp", 50),
            Map.entry("ah", 51),
            Map.entry("icmp6", Layer.ICMP6),
            Map.entry("pim", 103),
            Map.entry("vrrp", 112),
            Map.entry("carp", 112),
            Map.entry("sctp", Layer.SCTP));

    /** Network layers, with their EtherTypes. */
    static final Map<String, Integer> NETWORKS =
            Map.of("ip", Layer.IPV4, "ip6", Layer.IPV6, "arp", Layer.ARP, "rarp", Layer.RARP);

    /** Those that only IPv4 has. */
    static final Set<String> IPV4_ONLY = Set.of("icmp", "igmp", "igrp");

    static final Set<String> TYPES = Set.of("host", "net", "port", "portrange", "proto", "protochain");

    private static final Set<String> OTHERS = Set.of(
            "ether",
            "src",
            "dst",
            "and",
            "or",
            "not",
            "less",
            "greater",
            "len",
            "broadcast",
            "multicast",
            "vlan",
            "ttl",
            "mss",
            "fragment",
            "options",
            "exthdr");

    /** Words of pcap-filter(7) for what a program at XDP cannot see, and why. */
    static final Map<String, String> REFUSED = Map.ofEntries(
            Map.entry("inbound", "every packet at XDP is inbound: leave the word out"),
            Map.entry("outbound", "no packet at XDP is outbound"),
            Map.entry("gateway", "names are not resolved: use 'ether host ADDRESS and not host ADDRESS'"),
            Map.entry("mpls", "labels of MPLS are not looked into: use ether[12:2] = 0x8847"),
            Map.entry("pppoed", "use ether proto 0x8863"),
            Map.entry("pppoes", "sessions of PPPoE are not looked into: use ether proto 0x8864"),
            Map.entry("geneve", "tunnels are not looked into: use udp port 6081"),
            Map.entry("iface", "name the device with --dev"),
            Map.entry("ifname", "name the device with --dev"),
            Map.entry("wlan", "a wireless device gives Ethernet frames at XDP"));

    private Words() {}

    /** The EtherType of one of {@link #NETWORKS}. */
    static int etherType(String network) {
        return Objects.requireNonNull(NETWORKS.get(network), network);
    }

    /** The number of one of {@link #TRANSPORTS}. */
    static int transport(String name) {
        return Objects.requireNonNull(TRANSPORTS.get(name), name);
    }

    static boolean isProtocol(String word) {
        return word.equals("ether") || TRANSPORTS.containsKey(word) || NETWORKS.containsKey(word);
    }

    /** The word that was meant, if one is near. */
    static Optional<String> near(String word) {
        Set<String> all = new LinkedHashSet<>(OTHERS);
        for (Set<String> some : List.of(TRANSPORTS.keySet(), NETWORKS.keySet(), TYPES)) {
            all.addAll(some);
        }
        return NearNames.of(word, all).stream().findFirst();
    }
}
