/* benchstartup LIMIT_MS COMMAND...: runs COMMAND on a terminal of its own, tries every half millisecond to open
   /tmp/.skep-mark-N, which does not exist, for the next N, and looks for those names in what COMMAND shows. Prints
     when the first open was tried that was shown  (ms after the start: the tool was armed then)
     when it was read from the terminal            (ms after the start)
     CPU time that COMMAND had used by then        (ms)
     memory that it had in use, and at most        (MiB of VmRSS and VmHWM)
   and ends COMMAND by SIGINT. */
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

#define MARK "/tmp/.skep-mark-"
#define MOST_MARKS (1 << 20)

static double tried[MOST_MARKS];
static char shown[1 << 20];
static int shown_length;

static double millis(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

/* The threads that are there say it exactly; those that ended are in the total, which counts in ticks of 10 ms. */
static double cpu_millis(pid_t pid) {
    char path[128], line[1024];
    double threads = 0, total = 0, children = 0;
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        snprintf(path, sizeof path, "/proc/%d/task/%.20s/schedstat", pid, entry->d_name);
        FILE *file = entry->d_name[0] == '.' ? NULL : fopen(path, "r");
        double nanos;
        if (file && fscanf(file, "%lf", &nanos) == 1)
            threads += nanos / 1e6;
        if (file)
            fclose(file);
    }
    if (folder)
        closedir(folder);
    snprintf(path, sizeof path, "/proc/%d/stat", pid);
    FILE *file = fopen(path, "r");
    if (file && fgets(line, sizeof line, file)) {
        char *rest = strrchr(line, ')');
        long user, system, child_user, child_system;
        if (rest && sscanf(rest + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %ld %ld %ld %ld", &user, &system,
                           &child_user, &child_system) == 4) {
            total = (user + system) * 10.0;
            children = (child_user + child_system) * 10.0;
        }
    }
    if (file)
        fclose(file);
    return (total > threads ? total : threads) + children;
}

static double status_mib(pid_t pid, const char *key) {
    char path[64], line[256];
    double kib = 0;
    snprintf(path, sizeof path, "/proc/%d/status", pid);
    FILE *file = fopen(path, "r");
    while (file && fgets(line, sizeof line, file))
        if (!strncmp(line, key, strlen(key)))
            kib = atof(line + strlen(key));
    if (file)
        fclose(file);
    return kib / 1024;
}

/* The number of the first mark that was shown, or -1. */
static int first_mark(void) {
    char *found = strstr(shown, MARK);
    if (!found || !strpbrk(found + strlen(MARK), "\r\n \""))
        return -1;
    return atoi(found + strlen(MARK));
}

static int read_terminal(int terminal) {
    if (shown_length > sizeof shown / 2) {
        memmove(shown, shown + shown_length - 4096, 4097);
        shown_length = 4096;
    }
    int got = read(terminal, shown + shown_length, sizeof shown - 1 - shown_length);
    if (got > 0)
        shown[shown_length += got] = 0;
    return got;
}

/* Reads on meanwhile, since a tool that writes to a full terminal does not end. */
static void end(pid_t pid, int terminal) {
    kill(pid, SIGINT);
    for (int i = 0; waitpid(pid, NULL, WNOHANG) == 0; i++) {
        struct pollfd readable = {terminal, POLLIN, 0};
        char rest[4096];
        if (poll(&readable, 1, 20) > 0 && read(terminal, rest, sizeof rest) <= 0)
            usleep(20000);
        if (i == 250)
            kill(pid, SIGKILL);
    }
}

int main(int count, char **arguments) {
    if (count < 3) {
        fprintf(stderr, "usage: benchstartup LIMIT_MS COMMAND...\n");
        return 2;
    }
    double limit = atof(arguments[1]), start = millis(), at = 0;
    struct winsize size = {.ws_row = 50, .ws_col = 220};
    int terminal;
    pid_t pid = forkpty(&terminal, NULL, NULL, &size);
    if (pid == 0) {
        execvp(arguments[2], arguments + 2);
        perror(arguments[2]);
        _exit(127);
    }
    int first = -1;
    for (int mark = 0; first < 0 && mark < MOST_MARKS && (at = millis() - start) < limit; mark++) {
        char path[64];
        snprintf(path, sizeof path, MARK "%d", mark);
        tried[mark] = at;
        int fd = open(path, O_RDONLY);
        if (fd >= 0)
            close(fd);
        struct pollfd readable = {terminal, POLLIN, 0};
        struct timespec half = {0, 500000};
        if (ppoll(&readable, 1, &half, NULL) > 0 && read_terminal(terminal) <= 0)
            break;
        first = first_mark();
    }
    if (first < 0)
        fprintf(stderr, "benchstartup: %s shows nothing: %.300s\n", arguments[2], shown);
    else
        printf("%.1f %.1f %.1f %.1f %.1f\n", tried[first], millis() - start, cpu_millis(pid), status_mib(pid, "VmRSS:"),
               status_mib(pid, "VmHWM:"));
    end(pid, terminal);
    return first < 0;
}
