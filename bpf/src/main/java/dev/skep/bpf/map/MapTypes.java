package dev.skep.bpf.map;

import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.btf.BtfWriter;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import dev.skep.bpf.sys.BpfCommand;
import dev.skep.bpf.sys.BpfSyscall;
import dev.skep.bpf.sys.CallBuffer;
import dev.skep.bpf.sys.Fd;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * The types of a map's keys and values as BTF, so that {@code bpftool map dump} and {@code skep map dump} show fields by name.
 *
 * <p>Structures have the names of their interfaces, fields those of their getters; padding is nameless, as in C. Numbers in
 * network order have the types that C headers give them ({@code __be16}, {@code __be32}), booleans {@code bool}, bytes
 * {@code char}.
 */
final class MapTypes {
    private static final int BTF_SIZE = 16;
    private static final int LOAD_SIZE = 28;

    private final BtfWriter writer = new BtfWriter();
    private final Map<String, Integer> known = new HashMap<>();

    /** What BPF_MAP_CREATE is told: descriptor of the BTF, ids of the types of keys and values. */
    record Loaded(Fd btf, int key, int value) implements AutoCloseable {
        @Override
        public void close() {
            btf.close();
        }
    }

    private MapTypes() {}

    /**
     * Loads the types of a map (BPF_BTF_LOAD, Linux 4.18); empty for kinds that have none, and where the kernel does not take
     * them: a map works without.
     */
    static Optional<Loaded> load(MapDescription description) {
        Class<?> key = description.keyType();
        Class<?> value = description.valueType();
        if (key == null || value == null || !hasTypes(description.type())) {
            return Optional.empty();
        }
        MapTypes types = new MapTypes();
        int keyId = types.of(key);
        int valueId = types.of(value);
        byte[] blob = types.writer.toBytes();
        CallBuffer attributes =
                CallBuffer.allocate(LOAD_SIZE).pointer(0, CallBuffer.of(blob)).u32(BTF_SIZE, blob.length);
        long result = BpfSyscall.invoke(BpfCommand.BTF_LOAD, attributes);
        return result < 0
                ? Optional.empty()
                : Optional.of(new Loaded(Fd.own((int) result, "BTF of a map"), keyId, valueId));
    }

    /** Whether the kernel lets this kind of map have types ({@code map_check_btf} of each kind, v6.18). */
    private static boolean hasTypes(MapType type) {
        return switch (type) {
            case HASH, ARRAY, PERCPU_HASH, PERCPU_ARRAY, LRU_HASH, LRU_PERCPU_HASH, LPM_TRIE -> true;
            case PROG_ARRAY, PERF_EVENT_ARRAY, STACK_TRACE, RINGBUF -> false;
        };
    }

    private int of(Class<?> type) {
        if (type == Integer.class) {
            return integer("int", Integer.BYTES, true);
        }
        if (type == Long.class) {
            return integer("__s64", Long.BYTES, true);
        }
        return struct(StructLayout.of(type.asSubclass(Struct.class)));
    }

    private int struct(StructLayout layout) {
        Integer made = known.get(layout.type().getName());
        if (made != null) {
            return made;
        }
        List<BtfMember> members = new ArrayList<>();
        for (StructField field : layout.fields()) {
            members.add(BtfMember.at(identifier(field.name()), field(field), field.offset()));
        }
        int id = writer.addStruct(identifier(layout.type().getSimpleName()), layout.size(), members);
        known.put(layout.type().getName(), id);
        return id;
    }

    private int field(StructField field) {
        int element = switch (field.kind()) {
            case INTEGER -> number(field);
            case BYTES -> integer("char", 1, false);
            case STRUCT -> struct(StructLayout.of(field.javaType()));
        };
        if (field.count() == 1 && field.kind() != StructField.Kind.BYTES) {
            return element;
        }
        int index = integer("__u32", Integer.BYTES, false);
        return writer.addArray(element, index, field.count());
    }

    private int number(StructField field) {
        if (field.javaType() == boolean.class) {
            return remember("bool", writer::addBool);
        }
        int bits = 8 * field.size();
        if (field.bigEndian() && field.size() > 1) {
            int plain = integer("__u" + bits, field.size(), false);
            return remember("__be" + bits, name -> writer.addTypedef(name, plain));
        }
        return integer((field.signed() ? "__s" : "__u") + bits, field.size(), field.signed());
    }

    private int integer(String name, int bytes, boolean signed) {
        return remember(name, made -> writer.addInt(made, bytes, signed));
    }

    private int remember(String name, ToIntFunction<String> make) {
        Integer made = known.get(name);
        if (made != null) {
            return made;
        }
        int id = make.applyAsInt(name);
        known.put(name, id);
        return id;
    }

    /** A Java name as C would have it. */
    private static String identifier(String name) {
        StringBuilder legal = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            legal.append(letter ? c : '_');
        }
        return legal.toString();
    }
}
