/* benchopens N PATH: opens and closes PATH N times. Prints nanoseconds of wall time and of thread CPU time for one. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static double nanos(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: benchopens N PATH\n");
        return 2;
    }
    long times = atol(arguments[1]);
    double wall = nanos(CLOCK_MONOTONIC), cpu = nanos(CLOCK_THREAD_CPUTIME_ID);
    for (long i = 0; i < times; i++) {
        int fd = open(arguments[2], O_RDONLY);
        if (fd < 0) {
            perror(arguments[2]);
            return 1;
        }
        close(fd);
    }
    cpu = nanos(CLOCK_THREAD_CPUTIME_ID) - cpu;
    wall = nanos(CLOCK_MONOTONIC) - wall;
    printf("%.1f %.1f\n", wall / times, cpu / times);
    return 0;
}
