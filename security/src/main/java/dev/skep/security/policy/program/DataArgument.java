package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * Bytes of the kernel or of the process.
 *
 * @param address where they are
 * @param length how many; an amount below 0 is none
 * @param asText whether they are shown as a text
 */
public record DataArgument(NumberReader address, NumberReader length, boolean asText) implements ArgumentCode.Growing {
    @Override
    public int slot() {
        return Appendix.SLOT;
    }

    @Override
    public int cost() {
        return address.cost() + length.cost() + Cost.TEXT;
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        write(record, at, address.read(context), length.read(context));
    }

    static void write(LargeRecord record, int at, long from, long whole) {
        int used = record.used();
        if (!Appendix.hasRoom(used) || whole <= 0) {
            Appendix.none(record, at);
            return;
        }
        int count = (int) Math.min(whole, Appendix.MOST);
        if (count < 1 || count > Appendix.MOST) {
            Appendix.none(record, at);
            return;
        }
        Bytes room = Memory.slice(record.data(), used, Appendix.MOST);
        int failed = from < 0 ? Helpers.probeReadKernel(room, count, from) : Helpers.probeReadUser(room, count, from);
        if (failed != 0) {
            Appendix.none(record, at);
        } else {
            Appendix.add(record, at, count, whole);
        }
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return asText
                ? new ArgumentValue.Text(TextArgument.text(data, at))
                : new ArgumentValue.Data(TextArgument.bytes(data, at), Appendix.whole(data, at));
    }

    @Override
    public String toString() {
        return "bytes at " + address;
    }
}
