package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * Bytes of the process in several pieces: an array of {@code struct iovec}.
 *
 * @param address of the array
 * @param count how many pieces there are
 */
public record VectorArgument(NumberReader address, NumberReader count) implements ArgumentCode.Growing {
    /** Pieces beyond these are not read. */
    static final int MOST_PIECES = 8;

    /** Bytes of a {@code struct iovec}: address and length. */
    static final int PIECE = 16;

    @Override
    public int slot() {
        return Appendix.SLOT;
    }

    @Override
    public int cost() {
        return address.cost() + count.cost() + MOST_PIECES * Cost.TEXT;
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        int begin = record.used();
        if (!Appendix.hasRoom(begin)) {
            Appendix.none(record, at);
            return;
        }
        long from = address.read(context);
        long pieces = count.read(context);
        record.pathStart(0);
        record.mount(0);
        for (int i = 0; i < MOST_PIECES; i++) {
            if (i >= pieces) {
                break;
            }
            piece(record, begin, from + (long) PIECE * i);
        }
        int length = record.pathStart();
        Appendix.add(record, at, length < 0 || length > Appendix.MOST ? 0 : length, record.mount());
    }

    /** How far it has come is kept in the record: see {@link PathBuilder}. */
    private static void piece(LargeRecord record, int begin, long vector) {
        long base = word(vector, 0);
        long size = word(vector, Long.BYTES);
        record.mount(record.mount() + size);
        int done = record.pathStart();
        if (done < 0 || done >= Appendix.MOST || size <= 0) {
            return;
        }
        int length = (int) Math.min(size, Appendix.MOST - done);
        int to = begin + done;
        if (length < 1 || length > Appendix.MOST || to < 0 || to > LargeRecord.DATA - Appendix.MOST) {
            return;
        }
        if (Helpers.probeReadUser(Memory.slice(record.data(), to, Appendix.MOST), length, base) == 0) {
            record.pathStart(done + length);
        }
    }

    /** Of the array, which the kernel has copied when it writes. */
    private static long word(long vector, int offset) {
        return vector < 0
                ? Memory.atKernel(vector, UntypedStruct.class).number(offset, Long.BYTES, false)
                : Memory.atUser(vector, UntypedStruct.class).number(offset, Long.BYTES, false);
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return new ArgumentValue.Data(TextArgument.bytes(data, at), Appendix.whole(data, at));
    }

    @Override
    public String toString() {
        return "pieces at " + address;
    }
}
