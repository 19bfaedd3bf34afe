package dev.skep.drop.recipe;

import java.util.List;
import java.util.Optional;

/**
 * A filter against one known packet of death.
 *
 * @param name as it is typed
 * @param filter what is dropped, in the filter language
 * @param drops the same in words, with what is lost besides
 * @param source where the attack is described
 */
public record Recipe(String name, String filter, String drops, String source) {
    private static final List<Recipe> ALL = List.of(
            new Recipe(
                    "ping-of-death",
                    "ip and (ip[6:2] & 0x1fff) * 8 + ip[2:2] > 65535",
                    "IPv4 fragments that end behind 65,535 bytes: no packet is that long",
                    "CERT CA-1996-26"),
            new Recipe(
                    "land",
                    "tcp[tcpflags] & tcp-syn != 0 and ip[12:4] = ip[16:4] and tcp[0:2] = tcp[2:2]",
                    "starts of TCP connections that come from the address and port that they go to",
                    "CERT CA-1997-28"),
            new Recipe(
                    "land6",
                    "ip6[6] = 6 and ip6[53] & tcp-syn != 0 and ip6[40:2] = ip6[42:2] and ip6[8:4] = ip6[24:4]"
                            + " and ip6[12:4] = ip6[28:4] and ip6[16:4] = ip6[32:4] and ip6[20:4] = ip6[36:4]",
                    "the same over IPv6",
                    "CERT CA-1997-28"),
            new Recipe(
                    "echo-loop",
                    "udp src port (7 or 19) and udp dst port (7 or 19)",
                    "UDP from echo or chargen to echo or chargen, which answer each other without end",
                    "CERT CA-1996-01"),
            new Recipe(
                    "smurf",
                    "icmp[icmptype] = icmp-echo and (ether broadcast or ip multicast or dst host 255.255.255.255)",
                    "pings to everybody at once; those that a router sends on to the broadcast address come so",
                    "CERT CA-1998-01"),
            new Recipe(
                    "teardrop",
                    "ip[6:2] & 0x1fff > 0 and ip[6:2] & 0x1fff < 50",
                    "IPv4 fragments that begin within the first 400 bytes, which overlap the first fragment of every"
                            + " network with an MTU of 576 or more",
                    "CERT CA-1997-28"),
            new Recipe(
                    "tiny-fragment",
                    "ip proto \\tcp and (ip[6:2] & 0x1fff = 1 or ip[6:2] & 0x3fff = 0x2000 and ip[2:2] < 68)",
                    "TCP fragments that hide flags or ports in the second fragment",
                    "RFC 1858, RFC 3128"),
            new Recipe(
                    "sack-panic",
                    "mss <= 500",
                    "starts of TCP connections whose largest segment is up to 500 bytes: no network of today has it",
                    "CVE-2019-11477, CVE-2019-11478, CVE-2019-11479"),
            new Recipe(
                    "segment-smack",
                    "tcp[tcpflags] & (tcp-syn|tcp-fin|tcp-rst|tcp-push) = 0"
                            + " and ip[2:2] - (ip[0] & 15) * 4 - (tcp[12] >> 4) * 4 > 0"
                            + " and ip[2:2] - (ip[0] & 15) * 4 - (tcp[12] >> 4) * 4 < 16",
                    "TCP segments over IPv4 with 1 to 15 bytes that do not end what was written; interactive programs set PUSH",
                    "CVE-2018-5390"),
            new Recipe(
                    "fragment-smack",
                    "fragment",
                    "every fragment of IPv4 and IPv6: large datagrams are lost, too",
                    "CVE-2018-5391"),
            new Recipe(
                    "tipc",
                    "ether proto 0x88ca or udp port 6118",
                    "TIPC over Ethernet and over UDP on its usual port: nodes of a TIPC cluster lose each other",
                    "CVE-2021-43267, CVE-2022-0435, CVE-2023-1390"),
            new Recipe(
                    "igmp-query",
                    "igmp[0] = 0x11 and igmp[1] = 0",
                    "IGMP queries without a time to respond, as those of version 1",
                    "CVE-2012-0207"),
            new Recipe(
                    "routing-header-0",
                    "ip6 and ip6[6] = 43 and ip6[42] = 0",
                    "IPv6 packets with the routing header of type 0, which RFC 5095 forbids",
                    "CVE-2007-2242"),
            new Recipe(
                    "rpl-routing-header",
                    "ip6 and ip6[6] = 43 and ip6[42] = 3",
                    "IPv6 packets with the routing header of RPL, which only networks of sensors use",
                    "CVE-2023-2156"),
            new Recipe(
                    "sctp-init",
                    "sctp[4:4] = 0 and sctp[12] != 1",
                    "SCTP packets over IPv4 without a tag that are no start of an association",
                    "CVE-2021-3772"),
            new Recipe(
                    "sctp-asconf",
                    "sctp[12] = 0xc1 or sctp[12] = 0x0f",
                    "SCTP packets over IPv4 that begin with a change of addresses (ASCONF), or with what authenticates one",
                    "CVE-2014-3673"),
            new Recipe("dccp", "proto 33", "DCCP over IPv4 and IPv6, which hardly anybody uses", "CVE-2014-2523"),
            new Recipe(
                    "vlan-stack",
                    "vlan and vlan and vlan",
                    "frames with three VLAN tags or more, where the device leaves them to XDP",
                    "CVE-2016-7039"),
            new Recipe(
                    "fragmentation-needed",
                    "icmp[0:2] = 0x0304 and (icmp[17] ^ 1) * (icmp[17] ^ 6) * (icmp[17] ^ 17) != 0",
                    "ICMP 'fragmentation needed' about a packet that was not ICMP, TCP or UDP: tunnels do not learn the MTU",
                    "CVE-2026-23398"),
            new Recipe(
                    "xmas",
                    "tcp[tcpflags] & (tcp-fin|tcp-urg|tcp-push) = (tcp-fin|tcp-urg|tcp-push) or"
                            + " tcp[tcpflags] & (tcp-syn|tcp-fin) = (tcp-syn|tcp-fin) or tcp[tcpflags] = 0",
                    "TCP segments over IPv4 with flags that no stack sends: all lit, SYN with FIN, or none",
                    "RFC 9293 section 3.10.7"));

    /** All recipes, the oldest attacks first where one knows. */
    public static List<Recipe> all() {
        return ALL;
    }

    /** The recipe of this name. */
    public static Optional<Recipe> named(String name) {
        return ALL.stream().filter(recipe -> recipe.name.equals(name)).findFirst();
    }
}
