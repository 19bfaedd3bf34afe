package dev.skep.security.policy.program;

import dev.skep.compiler.helper.UntypedStruct;

/**
 * The number of a system call; bit 31 is set for one of a program of 32 bits.
 *
 * @param number the number in its own table
 * @param status where {@code task_struct.thread_info.status} lies, -1 where the kernel has none
 */
public record SyscallNumber(NumberReader number, int status) implements NumberReader {
    private static final long BIT = 1L << 31;

    @Override
    public long read(HookContext context) {
        long plain = number.read(context) & 0x7fff_ffffL;
        if (status < 0) {
            return plain;
        }
        UntypedStruct task = new CurrentTask().read(context);
        return SystemCallLayout.isCompat(task, status) ? plain | BIT : plain;
    }

    @Override
    public int cost() {
        return number.cost() + Cost.HELPER;
    }

    @Override
    public String toString() {
        return "system call " + number;
    }
}
