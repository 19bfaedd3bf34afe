package dev.skep.compiler.interpreter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** BPF_MAP_TYPE_ARRAY, and its per-CPU form on a machine of one processor. */
public final class ArrayModel extends MapModel {
    private final Region[] values;

    ArrayModel(AddressSpace memory, String name, int valueSize, int entries) {
        super(memory, name, Integer.BYTES, valueSize);
        values = new Region[entries];
        for (int i = 0; i < entries; i++) values[i] = memory.shared("value " + i + " of " + name, new byte[valueSize]);
    }

    private ArrayModel(AddressSpace memory, String name, Region value) {
        super(memory, name, Integer.BYTES, value.size());
        values = new Region[] {value};
    }

    /** A program's variables or constants. */
    static ArrayModel global(AddressSpace memory, String name, byte[] content, boolean constant) {
        return new ArrayModel(memory, name, constant ? memory.readOnly(name, content) : memory.shared(name, content));
    }

    /** The value at {@code index}, which the map shares. */
    public byte[] value(int index) {
        return values[index].bytes();
    }

    @Override
    long lookup(byte[] key) {
        int index = index(key);
        return index < 0 || index >= values.length ? 0 : values[index].address();
    }

    private static int index(byte[] key) {
        return ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    @Override
    long update(byte[] key, byte[] value, long flags) {
        int index = index(key);
        if (index < 0 || index >= values.length) return E2BIG;
        if (flags == NO_EXIST) return EEXIST;
        System.arraycopy(value, 0, values[index].bytes(), 0, value.length);
        return 0;
    }

    @Override
    long delete(byte[] key) {
        return EINVAL;
    }

    @Override
    long onlyValue() {
        return values[0].address();
    }
}
