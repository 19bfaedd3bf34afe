package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.GlobalData;
import dev.skep.compiler.internal.ir.GlobalAddress;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The program's .rodata: constant bytes such as format strings, equal ones kept once. */
public final class ConstantSection {
    private static final int CAPACITY = 65_536;

    private final Map<String, GlobalAddress> byContent = new HashMap<>();
    private @Nullable GlobalData data;
    private int size;

    /** The address of constant {@code bytes}, aligned to 8. */
    public GlobalAddress address(byte[] bytes) {
        String key = Arrays.toString(bytes);
        GlobalAddress known = byContent.get(key);
        if (known != null) return known;
        if (data == null) {
            data = GlobalData.constants(CAPACITY);
            data.name(".rodata");
        }
        int offset = (size + 7) & -8;
        if (offset + bytes.length > CAPACITY) {
            throw new Refusal("more than " + CAPACITY + " bytes of constants", "put large tables into maps");
        }
        MemorySegment.copy(bytes, 0, data.memory(), ValueLayout.JAVA_BYTE, offset, bytes.length);
        size = offset + bytes.length;
        GlobalAddress made = new GlobalAddress(data, offset);
        byContent.put(key, made);
        return made;
    }

    /** The map that holds the constants, or null if the programs use none. */
    public @Nullable GlobalData map() {
        return data;
    }
}
