/* first LIMIT_MS exec|open TEXT COMMAND...: runs COMMAND on a terminal of its own, meanwhile starts /bin/true, or opens a
   file that does not exist and is named TEXT, every few milliseconds, until TEXT is on that terminal. Prints how long that
   took since COMMAND was started (ms), the CPU time that COMMAND had used by then (ms, in steps of ten), and the most memory
   that it had (MiB of VmHWM). Ends COMMAND by SIGINT, or SIGKILL after two seconds. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char shown[1 << 20];
static int length;

static double millis(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static double most_mib(pid_t pid) {
    char path[64], line[256];
    double kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, "VmHWM:", 6))
            kib = atof(line + 6);
    if (file)
        fclose(file);
    return kib / 1024;
}

static double cpu_millis(pid_t pid) {
    char path[64], line[1024];
    long user = 0, system = 0, child_user = 0, child_system = 0;
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    char *rest = file && fgets(line, sizeof line, file) ? strrchr(line, ')') : NULL;
    if (rest)
        sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld %ld %ld", &user, &system, &child_user,
               &child_system);
    if (file)
        fclose(file);
    return (user + system + child_user + child_system) * 1000.0 / sysconf(_SC_CLK_TCK);
}

static void happen(int exec, const char *text) {
    if (!exec) {
        char path[256];
        snprintf(path, sizeof path, "/tmp/%s", text);
        int fd = openat(AT_FDCWD, path, O_RDONLY);
        if (fd >= 0)
            close(fd);
        return;
    }
    pid_t child = vfork();
    if (child == 0) {
        execl("/bin/true", "true", NULL);
        _exit(127);
    }
    waitpid(child, NULL, 0);
}

int main(int count, char **arguments) {
    if (count < 5) {
        fprintf(stderr, "usage: first LIMIT_MS exec|open TEXT COMMAND...\n");
        return 2;
    }
    double limit = atof(arguments[1]), start = millis(), at = 0, memory = 0, cpu = 0;
    int exec = !strcmp(arguments[2], "exec"), found = 0, terminal;
    struct winsize size = {.ws_row = 50, .ws_col = 400};
    pid_t pid = forkpty(&terminal, NULL, NULL, &size);
    if (pid == 0) {
        execvp(arguments[4], arguments + 4);
        perror(arguments[4]);
        _exit(127);
    }
    while (!found && (at = millis() - start) < limit) {
        happen(exec, arguments[3]);
        struct pollfd readable = {terminal, POLLIN, 0};
        struct timespec wait = {0, 1000000};
        if (ppoll(&readable, 1, &wait, NULL) > 0) {
            if (length > sizeof shown / 2)
                length = 0;
            int got = read(terminal, shown + length, sizeof shown - 1 - length);
            if (got <= 0)
                break;
            shown[length += got] = 0;
            found = strstr(shown, arguments[3]) != NULL;
        }
    }
    at = millis() - start;
    cpu = cpu_millis(pid);
    memory = most_mib(pid);
    kill(pid, SIGINT);
    for (int i = 0; waitpid(pid, NULL, WNOHANG) == 0; i++) {
        struct pollfd readable = {terminal, POLLIN, 0};
        char rest[4096];
        if (poll(&readable, 1, 20) > 0 && read(terminal, rest, sizeof rest) <= 0)
            usleep(20000);
        if (i == 100)
            kill(pid, SIGKILL);
    }
    if (!found) {
        fprintf(stderr, "%s was not shown; this was:\n%s\n", arguments[3], shown);
        return 1;
    }
    printf("%.1f %.0f %.1f\n", at, cpu, memory);
    return 0;
}
