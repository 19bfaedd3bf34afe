#include "bpf.h"

struct openat_start {
    __u64 common, nr, dfd, filename, flags, mode;
};
struct syscall_end {
    __u64 common, nr;
    long ret;
};
struct slots {
    __u64 slots[32];
};

struct {
    NUMBER(type, BPF_MAP_TYPE_ARRAY);
    NUMBER(max_entries, 1);
    TYPE(key, __u32);
    TYPE(value, struct slots);
} sizes SECTION(".maps");

struct {
    NUMBER(type, BPF_MAP_TYPE_HASH);
    NUMBER(max_entries, 10240);
    TYPE(key, __u32);
    TYPE(value, __u64);
} calls SECTION(".maps");

PER_CPU_COUNTER(all);
PER_CPU_COUNTER(matching);

static int log2_of(unsigned rest) {
    int result = 0;
    if (rest >> 16) {
        rest >>= 16;
        result += 16;
    }
    if (rest >> 8) {
        rest >>= 8;
        result += 8;
    }
    if (rest >> 4) {
        rest >>= 4;
        result += 4;
    }
    if (rest >> 2) {
        rest >>= 2;
        result += 2;
    }
    return result + (rest >> 1);
}

SECTION("tracepoint/syscalls/sys_exit_read")
int histogram(struct syscall_end *call) {
    int bytes = (int)call->ret;
    if (bytes < 0)
        return 0;
    __u32 zero = 0;
    struct slots *histogram = bpf_map_lookup_elem(&sizes, &zero);
    if (histogram)
        __sync_fetch_and_add(&histogram->slots[log2_of(bytes) & 31], 1);
    return 0;
}

SECTION("raw_tp/sys_enter")
int callsByProcess(void *context) {
    __u32 pid = bpf_get_current_pid_tgid() >> 32;
    __u64 *count = bpf_map_lookup_elem(&calls, &pid);
    if (count) {
        __sync_fetch_and_add(count, 1);
    } else {
        __u64 first = 1;
        bpf_map_update_elem(&calls, &pid, &first, BPF_ANY);
    }
    return 0;
}

SECTION("raw_tp/sys_enter")
int perCpuCounter(void *context) {
    __u32 zero = 0;
    __u64 *count = bpf_map_lookup_elem(&all, &zero);
    if (count)
        *count += 1;
    return 0;
}

static int starts_with_prefix(const char *name) {
    static const char prefix[] = "/etc/host";
    for (int i = 0; i < sizeof prefix - 1; i++)
        if (name[i] != prefix[i])
            return 0;
    return 1;
}

SECTION("tracepoint/syscalls/sys_enter_openat")
int namePrefix(struct openat_start *call) {
    char name[64] = {};
    bpf_probe_read_user_str(name, sizeof name, (void *)call->filename);
    if (!starts_with_prefix(name))
        return 0;
    __u32 zero = 0;
    __u64 *count = bpf_map_lookup_elem(&matching, &zero);
    if (count)
        *count += 1;
    return 0;
}
