#include "vmlinux.h"
#include <bpf/bpf_helpers.h>
#include "opens.h"

struct {
    __uint(type, BPF_MAP_TYPE_HASH);
    __uint(max_entries, 10240);
    __type(key, __u32);
    __type(value, __u64);
} paths SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 1 << 20);
} events SEC(".maps");

SEC("tracepoint/syscalls/sys_enter_openat")
int enter(struct trace_event_raw_sys_enter *call) {
    __u32 tid = bpf_get_current_pid_tgid();
    __u64 path = call->args[1];
    bpf_map_update_elem(&paths, &tid, &path, BPF_ANY);
    return 0;
}

SEC("tracepoint/syscalls/sys_exit_openat")
int leave(struct trace_event_raw_sys_exit *call) {
    __u32 tid = bpf_get_current_pid_tgid();
    __u64 *path = bpf_map_lookup_elem(&paths, &tid);
    if (!path)
        return 0;
    struct opened *event = bpf_ringbuf_reserve(&events, sizeof *event, 0);
    if (event) {
        event->pid = bpf_get_current_pid_tgid() >> 32;
        event->result = call->ret;
        bpf_get_current_comm(event->comm, sizeof event->comm);
        bpf_probe_read_user_str(event->path, sizeof event->path, (void *)*path);
        bpf_ringbuf_submit(event, 0);
    }
    bpf_map_delete_elem(&paths, &tid);
    return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
