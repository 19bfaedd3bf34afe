package dev.skep.bpf.map;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import org.jspecify.annotations.Nullable;

/** {@code BPF_MAP_CREATE}, with BTF where keys and values have types that the kernel takes for this kind of map. */
final class MapCreation {
    private static final int SIZE = 72;
    private static final int INNER_MAP_FD = 20;
    private static final int NAME = 28;
    private static final int BTF_FD = 48;
    private static final int BTF_KEY = 52;
    private static final int BTF_VALUE = 56;
    private static final int EXTRA = 64;

    private static final int BTF_LOAD_SIZE = 28;
    private static final int BTF_BYTES = 16;

    private final BpfMap map;
    private final CallBuffer attributes = CallBuffer.allocate(SIZE);

    MapCreation(BpfMap map) {
        this.map = map;
        attributes
                .u32(0, map.type().number())
                .u32(4, map.keySize())
                .u32(8, map.valueSize())
                .u32(12, map.maxEntries())
                .u32(16, map.flags())
                .name(NAME, map.name());
    }

    /** What maps of maps must look like: a map of the kind that they will hold. */
    MapCreation inner(int fd) {
        attributes.u32(INNER_MAP_FD, fd);
        return this;
    }

    /** {@code map_extra}, whose meaning depends on the kind of map. */
    MapCreation extra(long value) {
        attributes.u64(EXTRA, value);
        return this;
    }

    /**
     * Creates it.
     *
     * @throws SyscallException if the kernel refuses
     */
    Fd run() {
        MapBtf btf = btf();
        if (btf == null) return BpfSyscall.open(BpfCommand.MAP_CREATE, attributes, map.what());
        byte[] blob = btf.toBytes();
        CallBuffer load = CallBuffer.allocate(BTF_LOAD_SIZE)
                .pointer(0, CallBuffer.of(blob))
                .u32(BTF_BYTES, blob.length);
        try (Fd types = BpfSyscall.open(BpfCommand.BTF_LOAD, load, "BTF of " + map.what())) {
            attributes.u32(BTF_FD, types.number()).u32(BTF_KEY, btf.key()).u32(BTF_VALUE, btf.value());
            return BpfSyscall.open(BpfCommand.MAP_CREATE, attributes, map.what());
        }
    }

    /** Only these kinds take BTF: of both, or of the value alone where there are no keys. */
    private @Nullable MapBtf btf() {
        Class<?> key = map.keyType();
        Class<?> value = map.valueType();
        if (map instanceof BloomFilter && value != null) return MapBtf.ofValue(value);
        boolean typed = map instanceof KeyedMap || map instanceof IndexedMap || map instanceof LocalStorage;
        return typed && key != null && value != null ? MapBtf.of(key, value) : null;
    }
}
