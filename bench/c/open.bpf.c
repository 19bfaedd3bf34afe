#include "bpf.h"

struct openat_start {
    __u64 common, nr, dfd, filename, flags, mode;
};
struct syscall_end {
    __u64 common, nr;
    long ret;
};
struct open_arguments {
    __u64 name;
    int flags;
};
struct open_record {
    __u64 timestamp;
    int pid, uid, result, flags;
    char comm[16];
    char path[256];
};

struct {
    NUMBER(type, BPF_MAP_TYPE_HASH);
    NUMBER(max_entries, 10240);
    TYPE(key, __u64);
    TYPE(value, struct open_arguments);
} started SECTION(".maps");

struct {
    NUMBER(type, BPF_MAP_TYPE_RINGBUF);
    NUMBER(max_entries, 1 << 18);
} records SECTION(".maps");

PER_CPU_COUNTER(lost);

SECTION("tracepoint/syscalls/sys_enter_openat")
int openStart(struct openat_start *call) {
    __u64 id = bpf_get_current_pid_tgid();
    struct open_arguments arguments = {};
    arguments.name = call->filename;
    arguments.flags = call->flags;
    bpf_map_update_elem(&started, &id, &arguments, BPF_ANY);
    return 0;
}

SECTION("tracepoint/syscalls/sys_exit_openat")
int openEnd(struct syscall_end *call) {
    __u64 id = bpf_get_current_pid_tgid();
    struct open_arguments *arguments = bpf_map_lookup_elem(&started, &id);
    if (!arguments)
        return 0;
    struct open_record *record = bpf_ringbuf_reserve(&records, sizeof *record, 0);
    if (record) {
        record->timestamp = bpf_ktime_get_ns();
        record->pid = id >> 32;
        record->uid = bpf_get_current_uid_gid();
        record->result = call->ret;
        record->flags = arguments->flags;
        bpf_get_current_comm(record->comm, sizeof record->comm);
        bpf_probe_read_user_str(record->path, sizeof record->path, (void *)arguments->name);
        bpf_ringbuf_submit(record, BPF_RB_FORCE_WAKEUP);
    } else {
        COUNT_LOST(lost);
    }
    bpf_map_delete_elem(&started, &id);
    return 0;
}
