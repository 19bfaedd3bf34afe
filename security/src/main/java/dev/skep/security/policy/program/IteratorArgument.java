package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.security.policy.event.ArgumentValue;

/**
 * What is read or written by a {@code struct iov_iter}: one buffer of the process, or several pieces.
 *
 * @param type {@code ITER_}
 * @param single the type of one buffer
 * @param offset how much of it is done
 * @param buffer address of the buffer, or of the array of pieces
 * @param count how much is left
 * @param pieces how many pieces there are
 */
public record IteratorArgument(
        NumberReader type,
        long single,
        NumberReader offset,
        NumberReader buffer,
        NumberReader count,
        NumberReader pieces)
        implements ArgumentCode.Growing {
    @Override
    public int slot() {
        return Appendix.SLOT;
    }

    @Override
    public int cost() {
        return type.cost() + offset.cost() + buffer.cost() + count.cost() + Cost.TEXT;
    }

    @Override
    public void write(HookContext context, LargeRecord record, int at) {
        if (type.read(context) == single) {
            // By way of the record: the verifier of Linux 6.1 knows what the kernel's own iovecs are, and lets nobody
            // add to their address.
            record.dentry(buffer.read(context));
            DataArgument.write(record, at, record.dentry() + offset.read(context), count.read(context));
        } else {
            new VectorArgument(buffer, pieces).write(context, record, at);
        }
    }

    @Override
    public ArgumentValue read(Bytes data, int at) {
        return new ArgumentValue.Data(TextArgument.bytes(data, at), Appendix.whole(data, at));
    }

    @Override
    public String toString() {
        return "bytes of " + buffer;
    }
}
