package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Parameter;
import dev.skep.compiler.internal.ir.Value;
import org.jspecify.annotations.Nullable;

/**
 * The last call on a path after which addresses in the packet are worth nothing. Values are numbered in the order in which they are
 * made, so every address in the packet with a lower number than the call is from before it.
 *
 * @param number the call's number
 * @param helper what was called
 */
record PacketChange(int number, String helper) {
    static PacketChange at(Instruction call, String helper) {
        return new PacketChange(call.id(), helper);
    }

    /** The later of two; null stands for none. */
    static @Nullable PacketChange later(@Nullable PacketChange a, @Nullable PacketChange b) {
        if (a == null) return b;
        return b == null || a.number >= b.number ? a : b;
    }

    /** Whether {@code pointer} leads into the packet as it was before the call. */
    boolean outdates(Pointer pointer) {
        return pointer.region().inPacket() && number(pointer.base()) < number;
    }

    private static int number(Value value) {
        if (value instanceof Instruction i) return i.id();
        return value instanceof Parameter p ? p.id() : Integer.MAX_VALUE;
    }

    /** Why an outdated pointer is not to be used. */
    String words(Class<?> type) {
        return "this " + type.getSimpleName() + " was found before " + helper + ", which may move the packet";
    }

    /** The refusal of an outdated pointer. */
    Refusal refusal(Class<?> type) {
        return new Refusal(words(type), "ask the context for it again, with at(...), after the call");
    }
}
