package dev.skep.cli.map;

import dev.skep.bpf.btf.BtfValue;
import dev.skep.bpf.inspect.KernelNames;
import dev.skep.bpf.inspect.KernelObject;
import dev.skep.bpf.inspect.KernelSymbols;
import dev.skep.bpf.inspect.ObjectKind;
import dev.skep.bpf.map.MapInfo;
import dev.skep.bpf.symbol.AddressNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the bytes of a map's elements mean, by its types and by its kind. Used by one thread. */
final class Elements {
    private static final int BPF_F_STACK_BUILD_ID = 1 << 5;

    private final MapInfo info;
    private final String kind;
    private final ValueTypes types;
    private final boolean perCpu;
    private @Nullable KernelSymbols symbols;

    Elements(MapInfo info, ValueTypes types, boolean perCpu) {
        this.info = info;
        this.kind = KernelNames.mapType(info.type());
        this.types = types;
        this.perCpu = perCpu;
    }

    /** Whether each processor has a value of its own. */
    boolean perCpu() {
        return perCpu;
    }

    /** Whether keys have a type of their own. */
    boolean hasKeyType() {
        return types.keys().isPresent();
    }

    /** Whether values have a type. */
    boolean hasValueType() {
        return types.values().isPresent();
    }

    Optional<BtfValue> key(byte[] bytes) {
        return types.keys().flatMap(type -> type.decode(bytes));
    }

    Optional<BtfValue> value(byte[] bytes) {
        return types.values().flatMap(type -> type.decode(bytes));
    }

    /** Whether keys are indices: numbers from 0 on, or those of stacks. */
    boolean isIndexed() {
        return info.keySize() == Integer.BYTES
                && switch (kind) {
                    case "array", "percpu_array", "prog_array", "perf_event_array", "cgroup_array", "array_of_maps" ->
                        true;
                    case "devmap", "sockmap", "cpumap", "xskmap", "reuseport_sockarray", "stack_trace" -> true;
                    default -> false;
                };
    }

    static int number(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    /** The kind of object whose id is the value, for maps that hold programs or maps. */
    Optional<ObjectKind> holds() {
        return switch (kind) {
            case "prog_array" -> Optional.of(ObjectKind.PROGRAM);
            case "array_of_maps", "hash_of_maps" -> Optional.of(ObjectKind.MAP);
            default -> Optional.empty();
        };
    }

    /** The name of an object; empty when it has none, or has vanished. */
    static String name(ObjectKind kind, int id) {
        try (KernelObject object = KernelObject.open(kind, id).orElse(null)) {
            if (object == null) {
                return "";
            }
            return kind == ObjectKind.PROGRAM
                    ? object.programInfo().name()
                    : object.mapInfo().name();
        }
    }

    /** Whether values are stacks of addresses. */
    boolean isStack() {
        return kind.equals("stack_trace") && (info.flags() & BPF_F_STACK_BUILD_ID) == 0;
    }

    /** The frames of a stack, innermost first: functions of the kernel by name, others by address. */
    List<String> frames(byte[] bytes) {
        ByteBuffer addresses = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> frames = new ArrayList<>();
        while (addresses.remaining() >= Long.BYTES) {
            long address = addresses.getLong();
            if (address == 0) {
                break;
            }
            frames.add(
                    symbols().near(address).map(AddressNames.Place::toString).orElse("0x" + Long.toHexString(address)));
        }
        return frames;
    }

    private KernelSymbols symbols() {
        if (symbols == null) {
            symbols = KernelSymbols.read();
        }
        return symbols;
    }
}
