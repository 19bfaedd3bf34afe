#include "bpf.h"

#define ETHERNET_BYTES 14
#define BE16(number) __builtin_bswap16(number)

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
struct network {
    __u32 bits, address;
};
struct traffic {
    __u64 packets, bytes;
};
struct slots {
    __u64 slots[32];
};
struct comm {
    char name[16];
};

struct {
    NUMBER(type, BPF_MAP_TYPE_LPM_TRIE);
    NUMBER(max_entries, 1024);
    NUMBER(map_flags, BPF_F_NO_PREALLOC);
    TYPE(key, struct network);
    TYPE(value, __u64);
} denied SECTION(".maps");

struct {
    NUMBER(type, BPF_MAP_TYPE_HASH);
    NUMBER(max_entries, 1024);
    TYPE(key, __u32);
    TYPE(value, __u64);
} ports SECTION(".maps");

struct {
    NUMBER(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    NUMBER(max_entries, 1);
    TYPE(key, __u32);
    TYPE(value, struct traffic);
} traffic SECTION(".maps");

struct {
    NUMBER(type, BPF_MAP_TYPE_LRU_HASH);
    NUMBER(max_entries, 1024);
    TYPE(key, __u64);
    TYPE(value, __u64);
} begun SECTION(".maps");

struct {
    NUMBER(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    NUMBER(max_entries, 1);
    TYPE(key, __u32);
    TYPE(value, struct slots);
} durations SECTION(".maps");

struct {
    NUMBER(type, BPF_MAP_TYPE_HASH);
    NUMBER(max_entries, 1024);
    TYPE(key, struct comm);
    TYPE(value, __u64);
} names SECTION(".maps");

SECTION("xdp")
int deniedNetworks(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != BE16(0x0800))
        return XDP_PASS;
    struct ipv4 *ip = start + ETHERNET_BYTES;
    if ((void *)(ip + 1) > end)
        return XDP_PASS;
    struct network key = {32, ip->source};
    __u64 *count = bpf_map_lookup_elem(&denied, &key);
    if (!count)
        return XDP_PASS;
    __sync_fetch_and_add(count, 1);
    return XDP_DROP;
}

SECTION("xdp")
int portCounts(struct xdp_md *packet) {
    void *start = (void *)(long)packet->data, *end = (void *)(long)packet->data_end;
    struct ethernet *ethernet = start;
    if ((void *)(ethernet + 1) > end || ethernet->type != BE16(0x0800))
        return XDP_PASS;
    struct ipv4 *ip = start + ETHERNET_BYTES;
    if ((void *)(ip + 1) > end || (ip->protocol != 6 && ip->protocol != 17))
        return XDP_PASS;
    struct ports *both = start + ETHERNET_BYTES + sizeof *ip;
    if ((void *)(both + 1) > end)
        return XDP_PASS;
    __u32 port = BE16(both->destination);
    __u64 *count = bpf_map_lookup_elem(&ports, &port);
    if (count) {
        __sync_fetch_and_add(count, 1);
    } else {
        __u64 first = 1;
        bpf_map_update_elem(&ports, &port, &first, BPF_ANY);
    }
    return XDP_PASS;
}

SECTION("xdp")
int packetsAndBytes(struct xdp_md *packet) {
    __u32 zero = 0;
    struct traffic *sum = bpf_map_lookup_elem(&traffic, &zero);
    if (sum) {
        sum->packets++;
        sum->bytes += (__s32)(packet->data_end - packet->data);
    }
    return XDP_PASS;
}

SECTION("raw_tp/sys_enter")
int callBegins(void *context) {
    __u64 now = bpf_ktime_get_ns(), id = bpf_get_current_pid_tgid();
    bpf_map_update_elem(&begun, &id, &now, BPF_ANY);
    return 0;
}

SECTION("raw_tp/sys_exit")
int callEnds(void *context) {
    __u64 id = bpf_get_current_pid_tgid();
    __u64 *begin = bpf_map_lookup_elem(&begun, &id);
    if (!begin)
        return 0;
    __s64 micros = (__s64)(bpf_ktime_get_ns() - *begin) / 1000;
    bpf_map_delete_elem(&begun, &id);
    __u32 zero = 0;
    struct slots *histogram = bpf_map_lookup_elem(&durations, &zero);
    if (!histogram)
        return 0;
    __u64 rest = micros;
    int slot = 0;
    for (int i = 4; i >= 0; i--) {
        int bits = 1 << i;
        if (rest >> bits) {
            rest >>= bits;
            slot += bits;
        }
    }
    histogram->slots[slot & 31]++;
    return 0;
}

SECTION("raw_tp/sys_enter")
int callsByName(void *context) {
    struct comm key = {};
    bpf_get_current_comm(key.name, sizeof key.name);
    __u64 *count = bpf_map_lookup_elem(&names, &key);
    if (count) {
        __sync_fetch_and_add(count, 1);
    } else {
        __u64 first = 1;
        bpf_map_update_elem(&names, &key, &first, BPF_ANY);
    }
    return 0;
}
