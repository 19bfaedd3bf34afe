package dev.skep.bpf.sys;

import dev.skep.bpf.SyscallException;

/**
 * bpf(2). The attributes are a {@link CallBuffer} laid out as the command's part of union bpf_attr; its size is what the
 * kernel is told, so keep it as short as the fields that are used (an older kernel refuses unknown bytes unless zero).
 */
public final class BpfSyscall {
    private static final int EAGAIN = 11;
    /** The kernel interrupts a long verification by EAGAIN when a signal comes; libbpf gives up after five, too. */
    private static final int ATTEMPTS = 5;

    private BpfSyscall() {}

    /** Runs the command; answers its result (a descriptor or 0), or the negated errno. */
    public static long invoke(BpfCommand command, CallBuffer attributes) {
        long result = Syscall.invoke(SyscallNumber.BPF, command.number(), attributes.address(), attributes.size());
        attributes.keepAlive();
        return result;
    }

    /**
     * Runs the command and throws a {@link SyscallException} when it fails.
     *
     * @param object what it is about, for the message
     */
    public static int run(BpfCommand command, CallBuffer attributes, String object) {
        long result = invoke(command, attributes);
        if (result < 0) {
            throw new SyscallException(command.call(), object, (int) -result);
        }
        return (int) result;
    }

    /** Runs a command that gives a new descriptor. */
    public static Fd open(BpfCommand command, CallBuffer attributes, String object) {
        return Fd.own(run(command, attributes, object), object);
    }

    /** As {@link #invoke}, for commands that the kernel breaks off with EAGAIN when a signal comes. */
    public static long invokeAgain(BpfCommand command, CallBuffer attributes) {
        long result = invoke(command, attributes);
        for (int i = 1; result == -EAGAIN && i < ATTEMPTS; i++) {
            result = invoke(command, attributes);
        }
        return result;
    }
}
