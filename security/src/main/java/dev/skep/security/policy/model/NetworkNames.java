package dev.skep.security.policy.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Numbers of sockets and packets by the names that C programs have for them: {@code include/linux/socket.h}, {@code
 * include/linux/net.h}, {@code include/uapi/linux/in.h} and {@code include/net/tcp_states.h} of Linux 6.18.
 */
public enum NetworkNames {
    /** Families of addresses. */
    FAMILY("AF_", """
            UNSPEC=0 UNIX=1 LOCAL=1 INET=2 AX25=3 IPX=4 APPLETALK=5 NETROM=6 BRIDGE=7 ATMPVC=8 X25=9 INET6=10 ROSE=11 DECnet=12
            NETBEUI=13 SECURITY=14 KEY=15 NETLINK=16 PACKET=17 ASH=18 ECONET=19 ATMSVC=20 RDS=21 SNA=22 IRDA=23 PPPOX=24
            WANPIPE=25 LLC=26 IB=27 MPLS=28 CAN=29 TIPC=30 BLUETOOTH=31 IUCV=32 RXRPC=33 ISDN=34 PHONET=35 IEEE802154=36
            CAIF=37 ALG=38 NFC=39 VSOCK=40 KCM=41 QIPCRTR=42 SMC=43 XDP=44 MCTP=45
            """),
    /** Types of sockets. */
    SOCKET("SOCK_", "STREAM=1 DGRAM=2 RAW=3 RDM=4 SEQPACKET=5 DCCP=6 PACKET=10"),
    /** Protocols above IP. */
    PROTOCOL("IPPROTO_", """
            IP=0 ICMP=1 IGMP=2 IPIP=4 TCP=6 EGP=8 PUP=12 UDP=17 IDP=22 TP=29 DCCP=33 IPV6=41 ROUTING=43 FRAGMENT=44 RSVP=46
            GRE=47 ESP=50 AH=51 ICMPV6=58 NONE=59 DSTOPTS=60 MTP=92 BEETPH=94 ENCAP=98 PIM=103 COMP=108 L2TP=115 SCTP=132
            MH=135 UDPLITE=136 MPLS=137 ETHERNET=143 AGGFRAG=144 RAW=255 SMC=256 MPTCP=262
            """),
    /** States of TCP sockets. */
    STATE("TCP_", """
            ESTABLISHED=1 SYN_SENT=2 SYN_RECV=3 FIN_WAIT1=4 FIN_WAIT2=5 TIME_WAIT=6 CLOSE=7 CLOSE_WAIT=8 LAST_ACK=9 LISTEN=10
            CLOSING=11 NEW_SYN_RECV=12 BOUND_INACTIVE=13
            """);

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final Map<String, Integer> numbers;

    @SuppressWarnings("ImmutableEnumChecker") // never handed out
    private final String[] names;

    NetworkNames(String prefix, String text) {
        Map<String, Integer> byName = new LinkedHashMap<>();
        int largest = 0;
        for (String entry : text.strip().split("\\s+", -1)) {
            int equals = entry.indexOf('=');
            int number = Integer.parseInt(entry.substring(equals + 1));
            byName.put(prefix + entry.substring(0, equals), number);
            largest = Math.max(largest, number);
        }
        numbers = Collections.unmodifiableMap(byName);
        names = new String[largest + 1];
        byName.forEach((name, number) -> names[number] = names[number] == null ? name : names[number]);
    }

    /** Every name with its number; two names may have the same one. */
    public Map<String, Integer> numbers() {
        return numbers;
    }

    /** The name of a number, the number itself where it has none. */
    public String name(int number) {
        String name = number >= 0 && number < names.length ? names[number] : null;
        return name == null ? Integer.toUnsignedString(number) : name;
    }
}
