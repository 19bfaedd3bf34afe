package dev.skep.security.process;

/** Names of signals: include/uapi/asm-generic/signal.h, the same on x86-64 and aarch64. */
public final class SignalName {
    private static final String[] NAMES = {
        "",
        "SIGHUP",
        "SIGINT",
        "SIGQUIT",
        "SIGILL",
        "SIGTRAP",
        "SIGABRT",
        "SIGBUS",
        "SIGFPE",
        "SIGKILL",
        "SIGUSR1",
        "SIGSEGV",
        "SIGUSR2",
        "SIGPIPE",
        "SIGALRM",
        "SIGTERM",
        "SIGSTKFLT",
        "SIGCHLD",
        "SIGCONT",
        "SIGSTOP",
        "SIGTSTP",
        "SIGTTIN",
        "SIGTTOU",
        "SIGURG",
        "SIGXCPU",
        "SIGXFSZ",
        "SIGVTALRM",
        "SIGPROF",
        "SIGWINCH",
        "SIGIO",
        "SIGPWR",
        "SIGSYS"
    };

    private SignalName() {}

    /** {@code SIGKILL} for 9; the empty string for 0, and the number itself for real-time signals. */
    public static String of(int signal) {
        return signal >= 0 && signal < NAMES.length ? NAMES[signal] : Integer.toString(signal);
    }
}
