/* What the references need of the kernel's interface: no other header than the kernel's own is used. */
#pragma once
#include <linux/bpf.h>

#define SECTION(name) __attribute__((section(name), used))

/* How maps are declared for libbpf: a value travels as the length of an array, a type as a pointer. */
#define NUMBER(name, value) int(*name)[value]
#define TYPE(name, type) type *name

static void *(*bpf_map_lookup_elem)(void *map, const void *key) = (void *)BPF_FUNC_map_lookup_elem;
static long (*bpf_map_update_elem)(void *map, const void *key, const void *value,
                                   __u64 flags) = (void *)BPF_FUNC_map_update_elem;
static long (*bpf_map_delete_elem)(void *map, const void *key) = (void *)BPF_FUNC_map_delete_elem;
static __u64 (*bpf_ktime_get_ns)(void) = (void *)BPF_FUNC_ktime_get_ns;
static long (*bpf_trace_printk)(const char *format, __u32 size, ...) = (void *)BPF_FUNC_trace_printk;
static __u64 (*bpf_get_current_pid_tgid)(void) = (void *)BPF_FUNC_get_current_pid_tgid;
static __u64 (*bpf_get_current_uid_gid)(void) = (void *)BPF_FUNC_get_current_uid_gid;
static long (*bpf_get_current_comm)(void *buffer, __u32 size) = (void *)BPF_FUNC_get_current_comm;
static long (*bpf_probe_read_user_str)(void *to, __u32 size, const void *from) = (void *)BPF_FUNC_probe_read_user_str;
static long (*bpf_probe_read_kernel_str)(void *to, __u32 size,
                                         const void *from) = (void *)BPF_FUNC_probe_read_kernel_str;
static void *(*bpf_ringbuf_reserve)(void *ring, __u64 size, __u64 flags) = (void *)BPF_FUNC_ringbuf_reserve;
static void (*bpf_ringbuf_submit)(void *record, __u64 flags) = (void *)BPF_FUNC_ringbuf_submit;

/* One 64-bit number per CPU, and what counts in it the records that did not fit. */
#define PER_CPU_COUNTER(name)                                                                                          \
    struct {                                                                                                           \
        NUMBER(type, BPF_MAP_TYPE_PERCPU_ARRAY);                                                                       \
        NUMBER(max_entries, 1);                                                                                        \
        TYPE(key, __u32);                                                                                              \
        TYPE(value, __u64);                                                                                            \
    } name SECTION(".maps")

#define COUNT_LOST(name)                                                                                               \
    do {                                                                                                               \
        __u32 zero = 0;                                                                                                \
        __u64 *lost_count = bpf_map_lookup_elem(&name, &zero);                                                         \
        if (lost_count)                                                                                                \
            __sync_fetch_and_add(lost_count, 1);                                                                       \
    } while (0)

char LICENSE[] SECTION("license") = "Dual BSD/GPL";
