package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.ArgumentValue;
import java.nio.charset.StandardCharsets;

/**
 * A text that ends with NUL, in the kernel or in the process.
 *
 * @param address where its address is
 */
public record TextArgument(NumberReader address) implements ArgumentCode.Growing {
    @Override
    public int slot() {
        return Appendix.SLOT;
    }

    @Override
    public int cost() {
        return address.cost() + Cost.TEXT;
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        Appendix.text(record, at, address.read(context));
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return new ArgumentValue.Text(text(data, at));
    }

    /** An appended text. User space only. */
    static String text(Bytes data, int at) {
        return new String(bytes(data, at), StandardCharsets.UTF_8);
    }

    /** Appended bytes. User space only. */
    static byte[] bytes(Bytes data, int at) {
        int offset = Appendix.offset(data, at);
        byte[] copy = new byte[Math.max(0, Appendix.length(data, at))];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (byte) data.u8(offset + i);
        }
        return copy;
    }

    @Override
    public String toString() {
        return "text of " + address;
    }
}
