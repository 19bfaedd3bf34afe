package dev.skep.bpf.sys;

import dev.skep.bpf.UnsupportedFeatureException;

/** The calls this library makes, with their numbers on each architecture (the kernel's syscall tables). */
enum SyscallNumber {
    READ("read", 0, 63),
    CLOSE("close", 3, 57),
    MMAP("mmap", 9, 222),
    MUNMAP("munmap", 11, 215),
    IOCTL("ioctl", 16, 29),
    SOCKET("socket", 41, 198),
    BIND("bind", 49, 200),
    SETSOCKOPT("setsockopt", 54, 208),
    EPOLL_CTL("epoll_ctl", 233, 21),
    OPENAT("openat", 257, 56),
    EPOLL_PWAIT("epoll_pwait", 281, 22),
    EVENTFD2("eventfd2", 290, 19),
    EPOLL_CREATE1("epoll_create1", 291, 20),
    PERF_EVENT_OPEN("perf_event_open", 298, 241),
    BPF("bpf", 321, 280),
    FSOPEN("fsopen", 430, 430),
    FSCONFIG("fsconfig", 431, 431),
    FSMOUNT("fsmount", 432, 432),
    PIDFD_OPEN("pidfd_open", 434, 434),
    WRITE("write", 1, 64),
    FLOCK("flock", 73, 32),
    MOUNT("mount", 165, 40);

    private final String call;
    private final int number;

    SyscallNumber(String call, int x86, int aarch64) {
        this.call = call;
        this.number = Architecture.X86_64 ? x86 : aarch64;
    }

    /** The call's name, for messages. */
    String call() {
        return call;
    }

    int number() {
        return number;
    }

    /** Which processor this is; decided once. Both are little-endian. */
    static final class Architecture {
        static final boolean X86_64 = isX86(System.getProperty("os.arch", ""));

        private Architecture() {}

        private static boolean isX86(String name) {
            if (!"Linux".equals(System.getProperty("os.name"))) {
                throw new UnsupportedFeatureException("eBPF", "this is not Linux");
            }
            if (name.equals("amd64") || name.equals("x86_64")) {
                return true;
            }
            if (name.equals("aarch64")) {
                return false;
            }
            throw new UnsupportedFeatureException("eBPF", "Skep knows x86-64 and aarch64, this is " + name);
        }
    }
}
