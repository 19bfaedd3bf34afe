package dev.skep.drop.match;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;
import dev.skep.bpf.memory.U32;
import dev.skep.bpf.memory.U8;
import dev.skep.compiler.hook.XdpContext;
import org.jspecify.annotations.Nullable;

/** How many bytes a field has. */
public enum Width {
    /** One byte. */
    BYTE(1),
    /** Two bytes in network order. */
    HALF(2),
    /** Four bytes in network order. */
    WORD(4);

    private final int bytes;

    Width(int bytes) {
        this.bytes = bytes;
    }

    /** One byte of a packet. */
    interface OneByte extends Struct {
        @U8
        int value();
    }

    /** Two bytes of a packet. */
    interface TwoBytes extends Struct {
        @U16
        @BigEndian
        int value();
    }

    /** Four bytes of a packet. */
    interface FourBytes extends Struct {
        @U32
        @BigEndian
        long value();
    }

    /** How many. */
    public int bytes() {
        return bytes;
    }

    /** The number at {@code offset}, or {@link Quantity#CUT}. */
    long read(XdpContext packet, int offset) {
        if (this == BYTE) {
            @Nullable OneByte field = packet.at(offset, OneByte.class);
            return field == null ? Quantity.CUT : field.value();
        }
        if (this == HALF) {
            @Nullable TwoBytes field = packet.at(offset, TwoBytes.class);
            return field == null ? Quantity.CUT : field.value();
        }
        @Nullable FourBytes field = packet.at(offset, FourBytes.class);
        return field == null ? Quantity.CUT : field.value();
    }
}
