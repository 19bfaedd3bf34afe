#include "hello.skel.h"
#include <stdio.h>

int main(void) {
    struct hello_bpf *program = hello_bpf__open_and_load();
    if (!program || hello_bpf__attach(program)) {
        fprintf(stderr, "cannot load or attach\n");
        return 1;
    }
    FILE *pipe = fopen("/sys/kernel/tracing/trace_pipe", "r");
    if (!pipe) {
        perror("trace_pipe");
        return 1;
    }
    char line[4096];
    while (fgets(line, sizeof line, pipe)) {
        fputs(line, stdout);
        fflush(stdout);
    }
    hello_bpf__destroy(program);
    return 0;
}
