package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.GlobalData;
import dev.skep.compiler.internal.ir.GlobalAddress;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The program's .rodata: constant bytes such as format strings and tables, equal ones kept once. A block of 64 kB is begun when the one
 * before is full; a table that is larger gets one of its own size. Nobody writes to them once they are made, so the verifier reads what
 * is at a known place.
 */
public final class ConstantSection {
    private static final int BLOCK = 65_536;
    private static final int LARGEST = 1 << 26;

    private final Map<ByteBuffer, GlobalAddress> byContent = new HashMap<>();
    private @Nullable GlobalData data;
    private int blocks;
    private int size;

    /** The address of constant {@code bytes}, aligned to 8. */
    public GlobalAddress address(byte[] bytes) {
        ByteBuffer key = ByteBuffer.wrap(bytes);
        GlobalAddress known = byContent.get(key);
        if (known != null) return known;
        if (bytes.length > LARGEST) {
            throw new Refusal(
                    "a table of " + bytes.length + " bytes, more than the " + LARGEST + " that a constant may have",
                    "put it into an ArrayMap");
        }
        GlobalData block = data;
        int offset = (size + 7) & -8;
        if (block == null || offset + bytes.length > block.valueSize()) {
            block = GlobalData.constants(Math.max(BLOCK, bytes.length));
            block.name(blocks == 0 ? ".rodata" : ".rodata." + blocks);
            blocks++;
            data = block;
            offset = 0;
        }
        MemorySegment.copy(bytes, 0, block.memory(), ValueLayout.JAVA_BYTE, offset, bytes.length);
        size = offset + bytes.length;
        if (bytes.length > 0) block.describe("constant_" + byContent.size(), byte.class, bytes.length, offset);
        GlobalAddress made = new GlobalAddress(block, offset);
        byContent.put(ByteBuffer.wrap(bytes.clone()), made);
        return made;
    }
}
