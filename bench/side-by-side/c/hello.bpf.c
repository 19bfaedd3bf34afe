#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

SEC("tracepoint/syscalls/sys_enter_execve")
int hello(void *context) {
    bpf_printk("I'm alive!");
    return 0;
}

char LICENSE[] SEC("license") = "Dual BSD/GPL";
