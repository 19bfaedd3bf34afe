#include "bpf.h"

#define FROM_BTF __attribute__((preserve_access_index))

struct task_struct {
    int pid, tgid;
    struct task_struct *real_parent;
} FROM_BTF;
struct linux_binprm {
    const char *filename;
} FROM_BTF;

struct exec_record {
    __u64 timestamp;
    int pid, parent, uid, previous;
    char comm[16];
    char path[256];
};

struct {
    NUMBER(type, BPF_MAP_TYPE_RINGBUF);
    NUMBER(max_entries, 1 << 18);
} records SECTION(".maps");

PER_CPU_COUNTER(lost);
PER_CPU_COUNTER(orphans);

SECTION("tp_btf/sched_process_exec")
int exec(__u64 *arguments) {
    struct task_struct *task = (void *)arguments[0];
    struct linux_binprm *file = (void *)arguments[2];
    struct exec_record *record = bpf_ringbuf_reserve(&records, sizeof *record, 0);
    if (record) {
        record->timestamp = bpf_ktime_get_ns();
        record->pid = task->tgid;
        record->parent = task->real_parent->tgid;
        record->uid = bpf_get_current_uid_gid();
        record->previous = (int)arguments[1];
        bpf_get_current_comm(record->comm, sizeof record->comm);
        bpf_probe_read_kernel_str(record->path, sizeof record->path, file->filename);
        bpf_ringbuf_submit(record, BPF_RB_FORCE_WAKEUP);
    } else {
        COUNT_LOST(lost);
    }
    return 0;
}

SECTION("tp_btf/sched_process_exec")
int nearInit(__u64 *arguments) {
    struct task_struct *task = (void *)arguments[0];
    struct task_struct *parent = task->real_parent;
    if (parent->tgid == 1 || parent->real_parent->tgid == 1) {
        __u32 zero = 0;
        __u64 *count = bpf_map_lookup_elem(&orphans, &zero);
        if (count)
            *count += 1;
    }
    return 0;
}
