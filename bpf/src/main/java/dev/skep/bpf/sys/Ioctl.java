package dev.skep.bpf.sys;

/** ioctl(2) with an integer argument. */
public final class Ioctl {
    /** PERF_EVENT_IOC_ENABLE: the event starts counting. */
    public static final int PERF_EVENT_IOC_ENABLE = 0x2400;
    /** PERF_EVENT_IOC_SET_BPF: the event runs the program with this descriptor. */
    public static final int PERF_EVENT_IOC_SET_BPF = 0x40042408;

    private Ioctl() {}

    /** Makes the request. */
    public static int run(Fd fd, int request, long argument) {
        return (int) Syscall.checked(
                Syscall.invoke(SyscallNumber.IOCTL, fd.number(), request, argument), SyscallNumber.IOCTL, fd.what());
    }
}
