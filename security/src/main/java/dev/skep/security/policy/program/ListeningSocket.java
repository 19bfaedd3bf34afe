package dev.skep.security.policy.program;

import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * The socket that listens, of the copy of it that a new connection gets: while the kernel makes the copy, an empty list in it still leads
 * back to the list that it was copied from. What does not lead to an empty list is no such copy, and gives null.
 *
 * @param copy the copy, a {@code struct tcp_sock}
 * @param list bytes from its start to the list, {@code tsorted_sent_queue}: a socket that listens has sent nothing
 */
public record ListeningSocket(StructReader copy, int list) implements StructReader {
    @Override
    public UntypedStruct read(HookContext context) {
        long head = copy.read(context).number(list, Long.BYTES, false);
        boolean empty = Memory.cast(head - list, "tcp_sock").number(list, Long.BYTES, false) == head;
        return Memory.cast(empty ? head - list : 0, "sock");
    }

    @Override
    public int cost() {
        return copy.cost() + 2 * Cost.LOAD;
    }

    @Override
    public String toString() {
        return "the listening socket of " + copy;
    }
}
