#include "bpf.h"

SECTION("tracepoint/syscalls/sys_enter_execve")
int hello(void *context) {
    static const char format[] = "Hello from %d\n";
    bpf_trace_printk(format, sizeof format, bpf_get_current_pid_tgid() >> 32);
    return 0;
}
