#include "opens.skel.h"
#include "opens.h"
#include <bpf/libbpf.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t ended;

static void end(int signal) {
    ended = 1;
}

static int print(void *context, void *data, size_t size) {
    const struct opened *event = data;
    printf("pid %d, result %d, comm \"%s\", path \"%s\"\n", event->pid, event->result, event->comm, event->path);
    fflush(stdout);
    return 0;
}

int main(void) {
    signal(SIGINT, end);
    signal(SIGTERM, end);
    struct opens_bpf *program = opens_bpf__open_and_load();
    if (!program || opens_bpf__attach(program)) {
        fprintf(stderr, "cannot load or attach\n");
        opens_bpf__destroy(program);
        return 1;
    }
    struct ring_buffer *ring = ring_buffer__new(bpf_map__fd(program->maps.events), print, NULL, NULL);
    if (!ring) {
        fprintf(stderr, "cannot read the ring buffer\n");
        opens_bpf__destroy(program);
        return 1;
    }
    while (!ended) {
        int count = ring_buffer__poll(ring, 100);
        if (count < 0 && count != -EINTR)
            break;
    }
    ring_buffer__free(ring);
    opens_bpf__destroy(program);
    return 0;
}
