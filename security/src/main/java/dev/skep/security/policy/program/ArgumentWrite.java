package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;

/**
 * Writes an argument of a USDT probe that lies in the memory of the process. It fails where the page is not there, or is shared with other
 * processes until one of them writes to it (EFAULT): a program at a probe may not wait.
 *
 * @param position of the argument
 * @param bytes that it has: 1, 2, 4 or 8
 * @param value what is written; the lowest bytes of it
 */
public record ArgumentWrite(int position, int bytes, long value) implements UserWrite {
    @Override
    public int write(HookContext context) {
        Bytes source = Memory.onStack(bytes);
        switch (bytes) {
            case 1 -> source.u8(0, (byte) value);
            case 2 -> source.u16(0, (short) value);
            case 4 -> source.u32(0, (int) value);
            default -> source.u64(0, value);
        }
        return Helpers.probeWriteUser(context.address(position), source);
    }

    @Override
    public boolean isLast() {
        return false;
    }
}
