#include "bpf.h"

#define ETHERNET_BYTES 14

struct ethernet {
    __u8 destination[6], source[6];
    __u16 type;
};
struct vlan_tag {
    __u16 priority_and_id, type;
};
struct ipv4 {
    __u8 version_and_words, service;
    __u16 length, identification, fragment;
    __u8 hops, protocol;
    __u16 checksum;
    __u32 source, destination;
};
struct ipv6 {
    __u32 version_and_flow;
    __u16 length;
    __u8 next, hops;
    __u8 source[16], destination[16];
};
struct extension {
    __u8 next, length;
};
struct tcp {
    __u16 source, destination;
    __u32 sequence, acknowledgement;
    __u8 words, flags;
    __u16 window, checksum, urgent;
};
struct dns {
    __u16 source, destination, length, checksum, id, flags, questions;
};
struct arp {
    __u8 kinds[6];
    __u16 operation;
    __u8 sender_hardware[6], sender[4], target_hardware[6], target[4];
};

#define BE16(number) __builtin_bswap16(number)

SECTION("xdp")
int vlan(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end)
        return XDP_PASS;
    __u16 type = ethernet->type;
    struct vlan_tag *tag = start + ETHERNET_BYTES;
    for (int i = 0; i < 2; i++) {
        if (type != BE16(0x8100) && type != BE16(0x88a8))
            break;
        if ((void *)(tag + 1) > end)
            return XDP_PASS;
        type = tag->type;
        tag++;
    }
    return type == BE16(0x0806) ? XDP_DROP : XDP_PASS;
}

SECTION("xdp")
int ipv6Extensions(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != BE16(0x86dd))
        return XDP_PASS;
    struct ipv6 *ip = start + ETHERNET_BYTES;
    if ((void *)(ip + 1) > end)
        return XDP_PASS;
    int next = ip->next, at = ETHERNET_BYTES + sizeof *ip;
    for (int i = 0; i < 4; i++) {
        if (next == 58)
            return XDP_DROP;
        if (next != 0 && next != 43 && next != 60)
            return XDP_PASS;
        struct extension *extension = start + at;
        if ((void *)(extension + 1) > end)
            return XDP_PASS;
        next = extension->next;
        at += extension->length * 8 + 8;
    }
    return XDP_PASS;
}

SECTION("xdp")
int tcpFlags(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != BE16(0x0800))
        return XDP_PASS;
    struct ipv4 *ip = start + ETHERNET_BYTES;
    if ((void *)(ip + 1) > end || ip->protocol != 6)
        return XDP_PASS;
    struct tcp *tcp = start + ETHERNET_BYTES + sizeof *ip;
    if ((void *)(tcp + 1) > end)
        return XDP_PASS;
    int flags = tcp->flags;
    if ((flags & (2 | 16)) == 2)
        return XDP_DROP;
    return flags & 4 ? XDP_TX : XDP_PASS;
}

SECTION("xdp")
int dnsQuery(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != BE16(0x0800))
        return XDP_PASS;
    struct ipv4 *ip = start + ETHERNET_BYTES;
    if ((void *)(ip + 1) > end || ip->protocol != 17 || ip->fragment & BE16(0x1fff))
        return XDP_PASS;
    struct dns *dns = start + ETHERNET_BYTES + sizeof *ip;
    if ((void *)(dns + 1) > end || dns->destination != BE16(53))
        return XDP_PASS;
    return !(dns->flags & BE16(0x8000)) && dns->questions == BE16(1) ? XDP_DROP : XDP_PASS;
}

SECTION("xdp")
int arpRequest(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != BE16(0x0806))
        return XDP_PASS;
    struct arp *arp = start + ETHERNET_BYTES;
    if ((void *)(arp + 1) > end || arp->operation != BE16(1))
        return XDP_PASS;
    return *(__u32 *)arp->target == 0x0100000a ? XDP_DROP : XDP_PASS;
}

SECTION("xdp")
int ipChecksum(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != BE16(0x0800))
        return XDP_PASS;
    __u16 *halves = start + ETHERNET_BYTES;
    if ((void *)(halves + 10) > end)
        return XDP_PASS;
    __u32 sum = 0;
    for (int i = 0; i < 10; i++)
        sum += halves[i];
    sum = (sum & 0xffff) + (sum >> 16);
    sum = (sum & 0xffff) + (sum >> 16);
    return sum == 0xffff ? XDP_PASS : XDP_DROP;
}
