#include "bpf.h"

#define ETHERNET_BYTES 14
#define IPV4 0x0800
#define ICMP 1
#define TCP 6
#define UDP 17

struct ethernet {
    __u8 destination[6], source[6];
    __u16 type;
};
struct ipv4 {
    __u8 version_and_words, service;
    __u16 length, identification, fragment;
    __u8 hops, protocol;
    __u16 checksum;
    __u32 source, destination;
};
struct ports {
    __u16 source, destination;
};

struct {
    NUMBER(type, BPF_MAP_TYPE_ARRAY);
    NUMBER(max_entries, 1);
    TYPE(key, __u32);
    TYPE(value, __u64);
} dropped SECTION(".maps");

static const struct rule {
    int protocol, port, verdict;
} rules[] = {
    {TCP, 1000, XDP_DROP}, {UDP, 1001, XDP_DROP}, {TCP, 1002, XDP_DROP}, {UDP, 1003, XDP_DROP},
    {TCP, 1004, XDP_DROP}, {UDP, 1005, XDP_DROP}, {TCP, 1006, XDP_DROP}, {UDP, 1007, XDP_DROP},
};

SECTION("xdp")
int pass(struct xdp_md *packet) {
    return XDP_PASS;
}

SECTION("xdp")
int dropIcmp(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != __builtin_bswap16(IPV4))
        return XDP_PASS;
    struct ipv4 *ip = start + ETHERNET_BYTES;
    if ((void *)(ip + 1) > end)
        return XDP_PASS;
    if (ip->protocol == ICMP) {
        __u32 zero = 0;
        __u64 *count = bpf_map_lookup_elem(&dropped, &zero);
        if (count)
            __sync_fetch_and_add(count, 1);
        return XDP_DROP;
    }
    return XDP_PASS;
}

SECTION("xdp")
int eightRules(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != __builtin_bswap16(IPV4))
        return XDP_PASS;
    struct ipv4 *ip = start + ETHERNET_BYTES;
    if ((void *)(ip + 1) > end)
        return XDP_PASS;
    int protocol = ip->protocol;
    if (protocol != TCP && protocol != UDP)
        return XDP_PASS;
    struct ports *ports = start + ETHERNET_BYTES + (ip->version_and_words & 15) * 4;
    if ((void *)(ports + 1) > end)
        return XDP_PASS;
    int port = __builtin_bswap16(ports->destination);
    for (int i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i].protocol == protocol && (rules[i].port == 0 || rules[i].port == port))
            return rules[i].verdict;
    return XDP_PASS;
}

SECTION("xdp")
int tcpOptions(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    int at = ETHERNET_BYTES + 20 + 20;
    /* As a loop, which is what Skep keeps: clang would unroll it to 180 instructions. */
#pragma clang loop unroll(disable)
    for (int i = 0; i < 10; i++) {
        __u8 *option = start + at;
        if ((void *)(option + 1) > end || option[0] == 0)
            return XDP_PASS;
        if (option[0] == 1) {
            at++;
            continue;
        }
        if ((void *)(option + 2) > end || option[1] < 2)
            return XDP_DROP;
        if (option[0] == 8)
            return XDP_TX;
        at += option[1];
    }
    return XDP_PASS;
}
