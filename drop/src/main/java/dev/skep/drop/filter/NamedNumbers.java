package dev.skep.drop.filter;

import java.util.Map;
import java.util.OptionalLong;

/** The names of numbers that pcap-filter(7) knows: offsets of fields, types of ICMP messages, flags of TCP. */
final class NamedNumbers {
    /** RFC 9293 section 3.1: bits of the byte at 13. */
    private static final Map<String, Long> TCP = Map.of(
            "tcpflags",
            13L,
            "tcp-fin",
            0x01L,
            "tcp-syn",
            0x02L,
            "tcp-rst",
            0x04L,
            "tcp-push",
            0x08L,
            "tcp-ack",
            0x10L,
            "tcp-urg",
            0x20L,
            "tcp-ece",
            0x40L,
            "tcp-cwr",
            0x80L);

    /** RFC 792, 950, 1256. */
    private static final Map<String, Long> ICMP = Map.ofEntries(
            Map.entry("icmptype", 0L),
            Map.entry("icmpcode", 1L),
            Map.entry("icmp-echoreply", 0L),
            Map.entry("icmp-unreach", 3L),
            Map.entry("icmp-sourcequench", 4L),
            Map.entry("icmp-redirect", 5L),
            Map.entry("icmp-echo", 8L),
            Map.entry("icmp-routeradvert", 9L),
            Map.entry("icmp-routersolicit", 10L),
            Map.entry("icmp-timxceed", 11L),
            Map.entry("icmp-paramprob", 12L),
            Map.entry("icmp-tstamp", 13L),
            Map.entry("icmp-tstampreply", 14L),
            Map.entry("icmp-ireq", 15L),
            Map.entry("icmp-ireqreply", 16L),
            Map.entry("icmp-maskreq", 17L),
            Map.entry("icmp-maskreply", 18L));

    /** RFC 4443, 2710, 4861, 3810. */
    private static final Map<String, Long> ICMP6 = Map.ofEntries(
            Map.entry("icmp6type", 0L),
            Map.entry("icmp6code", 1L),
            Map.entry("icmp6-destinationunreach", 1L),
            Map.entry("icmp6-packettoobig", 2L),
            Map.entry("icmp6-timeexceeded", 3L),
            Map.entry("icmp6-parameterproblem", 4L),
            Map.entry("icmp6-echo", 128L),
            Map.entry("icmp6-echoreply", 129L),
            Map.entry("icmp6-multicastlistenerquery", 130L),
            Map.entry("icmp6-multicastlistenerreportv1", 131L),
            Map.entry("icmp6-multicastlistenerdone", 132L),
            Map.entry("icmp6-routersolicit", 133L),
            Map.entry("icmp6-routeradvert", 134L),
            Map.entry("icmp6-neighborsolicit", 135L),
            Map.entry("icmp6-neighboradvert", 136L),
            Map.entry("icmp6-redirect", 137L),
            Map.entry("icmp6-routerrenum", 138L),
            Map.entry("icmp6-nodeinformationquery", 139L),
            Map.entry("icmp6-nodeinformationresponse", 140L),
            Map.entry("icmp6-ineighbordiscoverysolicit", 141L),
            Map.entry("icmp6-ineighbordiscoveryadvert", 142L),
            Map.entry("icmp6-multicastlistenerreportv2", 143L),
            Map.entry("icmp6-homeagentdiscoveryrequest", 144L),
            Map.entry("icmp6-homeagentdiscoveryreply", 145L),
            Map.entry("icmp6-mobileprefixsolicit", 146L),
            Map.entry("icmp6-mobileprefixadvert", 147L),
            Map.entry("icmp6-certpathsolicit", 148L),
            Map.entry("icmp6-certpathadvert", 149L),
            Map.entry("icmp6-multicastrouteradvert", 151L),
            Map.entry("icmp6-multicastroutersolicit", 152L),
            Map.entry("icmp6-multicastroutertermination", 153L));

    private NamedNumbers() {}

    static OptionalLong of(String name) {
        for (Map<String, Long> names : java.util.List.of(TCP, ICMP, ICMP6)) {
            Long number = names.get(name);
            if (number != null) {
                return OptionalLong.of(number);
            }
        }
        return OptionalLong.empty();
    }
}
