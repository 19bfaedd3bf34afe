/*
 * benchreads SECONDS PATH: 32 threads, each of which reads 64 bytes of PATH 1,000 times and then sleeps for 1 ns, until SECONDS are over.
 * Prints nanoseconds of the process's CPU time for one read, the number of reads, and nanoseconds for one getppid, which is called alone then.
 */
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { THREADS = 32, READS = 1000, OTHERS = 1000 * 1000 };

static const char *path;
static atomic_long reads;
static atomic_int over;

static void *run(void *unused) {
    const struct timespec moment = {.tv_nsec = 1};
    char bytes[64];
    int fd = open(path, O_RDONLY);
    if (fd < 0) {
        perror(path);
        exit(1);
    }
    while (!atomic_load_explicit(&over, memory_order_relaxed)) {
        for (int i = 0; i < READS; i++)
            if (read(fd, bytes, sizeof bytes) < 0) {
                perror(path);
                exit(1);
            }
        atomic_fetch_add(&reads, READS);
        nanosleep(&moment, NULL);
    }
    return unused;
}

static double nanos(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1e9 + time.tv_nsec;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: benchreads SECONDS PATH\n");
        return 2;
    }
    path = arguments[2];
    double seconds = atof(arguments[1]);
    const struct timespec duration = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (time_t)seconds) * 1e9)};
    double cpu = nanos(CLOCK_PROCESS_CPUTIME_ID);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, run, NULL) != 0) {
            fprintf(stderr, "benchreads: no more threads\n");
            return 1;
        }
    nanosleep(&duration, NULL);
    atomic_store(&over, 1);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    cpu = nanos(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    double other = nanos(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < OTHERS; i++)
        syscall(SYS_getppid);
    other = nanos(CLOCK_PROCESS_CPUTIME_ID) - other;
    printf("%.1f %ld %.1f\n", cpu / atomic_load(&reads), atomic_load(&reads), other / OTHERS);
    return 0;
}
