package dev.skep.bpf.map;

import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.btf.BtfWriter;
import dev.skep.bpf.memory.KernelObject;
import dev.skep.bpf.memory.StructField;
import dev.skep.bpf.memory.StructLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * The BTF of a map's keys and values: their interfaces as C structs. It shows in {@code bpftool map dump} and {@code skep map dump}, and
 * by it the kernel finds locks and timers in values.
 */
final class MapBtf {
    private final BtfWriter types = new BtfWriter();
    private final Map<String, Integer> known = new HashMap<>();

    private int key;
    private int value;

    private MapBtf() {}

    /** The BTF for a map with these types, each {@code Integer.class}, {@code Long.class} or a struct. */
    static MapBtf of(Class<?> keyType, Class<?> valueType) {
        MapBtf btf = new MapBtf();
        btf.key = btf.type(keyType);
        btf.value = btf.type(valueType);
        return btf;
    }

    /** The BTF for a map of structs without keys. */
    static MapBtf ofValue(Class<?> valueType) {
        MapBtf btf = new MapBtf();
        btf.value = btf.type(valueType);
        return btf;
    }

    /** The id of the key's type; 0 where there are no keys. */
    int key() {
        return key;
    }

    /** The id of the value's type. */
    int value() {
        return value;
    }

    byte[] toBytes() {
        return types.toBytes();
    }

    private int type(Class<?> type) {
        if (type == Integer.class) return integer("int", 4, true);
        if (type == Long.class) return number(8, true);
        return struct(StructLayout.of(type));
    }

    /** Under the names of include/uapi/linux/types.h. */
    private int number(int bytes, boolean signed) {
        return integer((signed ? "__s" : "__u") + bytes * 8, bytes, signed);
    }

    private int bigEndian(int bytes) {
        int plain = number(bytes, false);
        String name = "__be" + bytes * 8;
        return remember(name, () -> types.addTypedef(name, plain));
    }

    private int integer(String name, int bytes, boolean signed) {
        return remember(name, () -> types.addInt(name, bytes, signed));
    }

    private int remember(String name, IntSupplier make) {
        Integer found = known.get(name);
        if (found != null) return found;
        int made = make.getAsInt();
        known.put(name, made);
        return made;
    }

    private int struct(StructLayout layout) {
        return remember("struct " + layout.type().getName(), () -> {
            KernelObject object = layout.type().getAnnotation(KernelObject.class);
            if (object != null) return kernelObject(object);
            List<BtfMember> members = new ArrayList<>();
            for (StructField field : layout.fields()) {
                members.add(BtfMember.at(identifier(field.name()), member(field), field.offset()));
            }
            return types.addStruct(identifier(layout.type().getSimpleName()), layout.size(), members);
        });
    }

    /** The kernel looks at name, size and place alone. */
    private int kernelObject(KernelObject object) {
        boolean words = object.alignment() == 8;
        int word = number(object.alignment(), false);
        int content = words ? array(word, object.size() / 8) : word;
        return types.addStruct(object.value(), object.size(), List.of(BtfMember.at("content", content, 0)));
    }

    private int member(StructField field) {
        int element = switch (field.kind()) {
            case INTEGER -> number(field);
            case BYTES -> integer("char", 1, false);
            case STRUCT -> struct(StructLayout.of(field.javaType()));
        };
        return field.count() > 1 || field.kind() == StructField.Kind.BYTES ? array(element, field.count()) : element;
    }

    private int number(StructField field) {
        if (field.javaType() == boolean.class) return remember("bool", () -> types.addBool("bool"));
        if (field.bigEndian() && field.size() > 1) return bigEndian(field.size());
        return number(field.size(), field.signed());
    }

    private int array(int element, int count) {
        int index = number(4, false);
        return remember("array " + element + " " + count, () -> types.addArray(element, index, count));
    }

    private static String identifier(String name) {
        String legal = name.replaceAll("[^A-Za-z0-9_]", "_");
        return legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
    }
}
