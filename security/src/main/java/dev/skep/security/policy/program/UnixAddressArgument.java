package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * An address of a local socket: family, and a path or a name that begins with NUL.
 *
 * @param address of the {@code struct sockaddr_un}
 */
public record UnixAddressArgument(NumberReader address) implements ArgumentCode.Growing {
    private static final int FAMILY = Appendix.SLOT;
    private static final int PATH = 2;
    private static final int PATH_BYTES = 108;

    /** What reads the family alone. */
    public NumberReader family() {
        return new MemoryNumber(address, 0, PATH, MemoryNumber.Order.HOST);
    }

    @Override
    public int slot() {
        return Appendix.SLOT + Long.BYTES;
    }

    @Override
    public int cost() {
        return address.cost() + Cost.TEXT;
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        long from = address.read(context);
        int used = record.used();
        record.data().u64(at + FAMILY, family().read(context));
        if (!Appendix.hasRoom(used)) {
            Appendix.none(record, at);
            return;
        }
        int first = (int) new MemoryNumber(address, PATH, 1, MemoryNumber.Order.HOST).read(context);
        int skipped = first == 0 ? 1 : 0;
        if (skipped == 1) {
            record.data().u8(used, '@');
        }
        // A path of the full length ends without NUL.
        Bytes room = Memory.slice(record.data(), used + skipped, PATH_BYTES + 1);
        long name = from + PATH + skipped;
        int length = name < 0 ? Helpers.probeReadKernelStr(room, name) : Helpers.probeReadUserStr(room, name);
        if (length < 1 || length > PATH_BYTES + 1) {
            Appendix.none(record, at);
            return;
        }
        int whole = length - 1 == 0 ? 0 : Math.min(length - 1 + skipped, PATH_BYTES);
        Appendix.add(record, at, whole, whole);
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return new ArgumentValue.UnixAddress(data.u32(at + FAMILY), TextArgument.text(data, at));
    }

    @Override
    public String toString() {
        return "local address at " + address;
    }
}
