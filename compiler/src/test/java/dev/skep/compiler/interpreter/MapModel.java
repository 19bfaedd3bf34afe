package dev.skep.compiler.interpreter;

/** A map on the Java heap. Results are those of the helpers: an address or 0, and 0 or a negated errno. */
public abstract sealed class MapModel permits ArrayModel, HashModel, RingModel, OpaqueModel {
    /** BPF_NOEXIST. */
    static final long NO_EXIST = 1;

    /** BPF_EXIST. */
    static final long EXIST = 2;

    static final long ENOENT = -2;
    static final long E2BIG = -7;
    static final long EEXIST = -17;
    static final long EINVAL = -22;

    private final Region handle;
    private final int keySize;
    private final int valueSize;

    MapModel(AddressSpace memory, String name, int keySize, int valueSize) {
        this.handle = memory.readOnly("map " + name, new byte[0]);
        this.keySize = keySize;
        this.valueSize = valueSize;
    }

    /** What a program gives to helpers; nothing can be read there. */
    final long address() {
        return handle.address();
    }

    final int keySize() {
        return keySize;
    }

    final int valueSize() {
        return valueSize;
    }

    abstract long lookup(byte[] key);

    abstract long update(byte[] key, byte[] value, long flags);

    abstract long delete(byte[] key);

    /** The address of the value of an array of one element. */
    long onlyValue() {
        throw new Fault("the address of a value of " + handle + ", which is no array");
    }

    @Override
    public String toString() {
        return handle.toString();
    }
}
