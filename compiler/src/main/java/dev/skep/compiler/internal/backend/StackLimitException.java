package dev.skep.compiler.internal.backend;

import dev.skep.compiler.internal.ir.StackSlot;
import java.util.List;

/** The program needs more stack than the kernel gives. The front end turns it into an error in Java's terms. */
public final class StackLimitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** MAX_BPF_STACK, the bytes of stack of one program. */
    public static final int LIMIT = 512;

    private final int bytes;

    @SuppressWarnings("serial") // thrown and caught within one compilation, never written
    private final List<StackSlot> slots;

    StackLimitException(List<StackSlot> slots, int bytes) {
        super("the stack holds " + LIMIT + " bytes, the program needs " + bytes + ": " + listing(slots));
        this.bytes = bytes;
        this.slots = List.copyOf(slots);
    }

    /** A chain of calls that needs too much together. */
    StackLimitException(int bytes, List<String> chain) {
        super("the stack holds " + LIMIT + " bytes, a chain of calls needs " + bytes + ": "
                + String.join(" -> ", chain));
        this.bytes = bytes;
        this.slots = List.of();
    }

    /** The bytes needed. */
    public int bytes() {
        return bytes;
    }

    /** The slots that need them, the largest first. */
    public List<StackSlot> slots() {
        return slots;
    }

    private static String listing(List<StackSlot> slots) {
        StringBuilder text = new StringBuilder();
        for (StackSlot slot : slots) {
            text.append(text.isEmpty() ? "" : ", ")
                    .append(slot.purpose())
                    .append(' ')
                    .append(slot.size());
        }
        return text.toString();
    }
}
