/* benchspawns N PROGRAM: starts PROGRAM N times, one after the other. Prints microseconds of wall time and of CPU time,
   of this process and its children, for one. */
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double wall_micros(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e6 + time.tv_nsec / 1e3;
}

static double cpu_micros(int who) {
    struct rusage used;
    getrusage(who, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: benchspawns N PROGRAM\n");
        return 2;
    }
    int times = atoi(arguments[1]);
    char *child_arguments[] = {arguments[2], NULL};
    double wall = wall_micros(), cpu = cpu_micros(RUSAGE_SELF) + cpu_micros(RUSAGE_CHILDREN);
    for (int i = 0; i < times; i++) {
        pid_t pid;
        int error = posix_spawn(&pid, arguments[2], NULL, NULL, child_arguments, environ);
        if (error) {
            fprintf(stderr, "%s: %s\n", arguments[2], strerror(error));
            return 1;
        }
        waitpid(pid, NULL, 0);
    }
    cpu = cpu_micros(RUSAGE_SELF) + cpu_micros(RUSAGE_CHILDREN) - cpu;
    wall = wall_micros() - wall;
    printf("%.2f %.2f\n", wall / times, cpu / times);
    return 0;
}
