package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.policy.event.ArgumentValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The call stack: return addresses, the innermost first.
 *
 * @param ofProcess whether that of the process, and not the kernel's
 */
public record StackArgument(boolean ofProcess) implements ArgumentCode.Growing {
    /** As many frames as the kernel hands out (PERF_MAX_STACK_DEPTH). */
    private static final int MOST_FRAMES = 127;

    @Override
    public int slot() {
        return Appendix.SLOT;
    }

    @Override
    public int cost() {
        return 2 * Cost.PATH;
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        int used = record.used();
        if (!Appendix.hasRoom(used)) {
            Appendix.none(record, at);
            return;
        }
        Bytes room = Memory.slice(record.data(), used, MOST_FRAMES * Long.BYTES);
        int length = Helpers.getStack(room, ofProcess ? Helpers.USER_STACK : 0);
        if (length <= 0 || length > MOST_FRAMES * Long.BYTES) {
            Appendix.none(record, at);
        } else {
            Appendix.add(record, at, length, length);
        }
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return new ArgumentValue.Data(TextArgument.bytes(data, at), Appendix.whole(data, at));
    }

    /** The addresses. User space only. */
    public static List<Long> addresses(Bytes data, int at) {
        int offset = Appendix.offset(data, at);
        List<Long> addresses = new ArrayList<>();
        for (int i = 0; i + Long.BYTES <= Appendix.length(data, at); i += Long.BYTES) {
            long address = data.u64(offset + i);
            if (address != 0) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    @Override
    public String toString() {
        return ofProcess ? "stack of the process" : "stack of the kernel";
    }
}
