package dev.skep.cli;

import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;

/** A map of anybody's, by the bare calls: with BTF, or without. */
final class TypedMap implements AutoCloseable {
    static final int HASH = 1;
    static final int ARRAY = 2;
    static final int PERCPU_ARRAY = 6;

    private final Fd fd;
    private final int valueBytes;

    /** The type ids are 0, and the BTF empty, for a map without types. */
    TypedMap(String name, int type, int keySize, int valueSize, int entries, byte[] btf, int keyType, int valueType) {
        valueBytes = type == PERCPU_ARRAY
                ? ((valueSize + 7) & -8) * Runtime.getRuntime().availableProcessors()
                : valueSize;
        CallBuffer attributes = CallBuffer.allocate(60)
                .u32(0, type)
                .u32(4, keySize)
                .u32(8, valueSize)
                .u32(12, entries)
                .name(28, name);
        if (btf.length == 0) {
            fd = BpfSyscall.open(BpfCommand.MAP_CREATE, attributes, name);
            return;
        }
        CallBuffer load = CallBuffer.allocate(28).pointer(0, CallBuffer.of(btf)).u32(16, btf.length);
        try (Fd types = BpfSyscall.open(BpfCommand.BTF_LOAD, load, name)) {
            attributes.u32(48, types.number()).u32(52, keyType).u32(56, valueType);
            fd = BpfSyscall.open(BpfCommand.MAP_CREATE, attributes, name);
        }
    }

    void put(byte[] key, byte[] value) {
        CallBuffer all = CallBuffer.allocate(Math.max(valueBytes, 8));
        all.bytes().put(0, value);
        CallBuffer attributes = CallBuffer.allocate(32)
                .u32(0, fd.number())
                .pointer(8, CallBuffer.of(key))
                .pointer(16, all);
        BpfSyscall.run(BpfCommand.MAP_UPDATE_ELEM, attributes, "element");
    }

    int id() {
        CallBuffer info = CallBuffer.allocate(88);
        CallBuffer attributes =
                CallBuffer.allocate(16).u32(0, fd.number()).u32(4, 88).pointer(8, info);
        BpfSyscall.run(BpfCommand.OBJ_GET_INFO_BY_FD, attributes, "map");
        return info.u32(4);
    }

    @Override
    public void close() {
        fd.close();
    }
}
