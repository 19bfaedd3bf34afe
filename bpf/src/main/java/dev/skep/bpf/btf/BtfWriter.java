package dev.skep.bpf.btf;

import java.util.List;

/**
 * Builds a BTF blob for programs and maps.
 *
 * <p>Every {@code add} appends a type and returns its id; ids count from 1 in the order of the calls, so a type that
 * needs the id of a later one (a structure with a pointer to itself) can count ahead from {@link #nextId()}. Type 0
 * is {@code void}. The kernel refuses names that are no C identifiers, therefore they are refused here. For one
 * thread.
 */
public final class BtfWriter {
    private static final int KIND_FLAG = 1 << 31;
    private static final int INT_SIGNED = 1;
    private static final int INT_BOOL = 4;
    private static final int MAX_COUNT = 0xffff;

    private final LittleEndianBytes types = new LittleEndianBytes(256);
    private final BtfStrings strings = new BtfStrings();
    private int nextId = 1;

    /** An empty blob. */
    public BtfWriter() {}

    /** The id that the next type will have. */
    public int nextId() {
        return nextId;
    }

    /** Puts a string into the blob once and returns its offset, as {@link LineInfo} needs it. */
    public int addString(String text) {
        return strings.add(text);
    }

    /** An integer of 1, 2, 4, 8 or 16 bytes; C's {@code char} is one, too. */
    public int addInt(String name, int bytes, boolean signed) {
        return integer(name, bytes, signed ? INT_SIGNED : 0);
    }

    /** A boolean of one byte. */
    public int addBool(String name) {
        return integer(name, 1, INT_BOOL);
    }

    private int integer(String name, int bytes, int encoding) {
        if (bytes < 1 || bytes > 16 || Integer.bitCount(bytes) != 1) {
            throw new IllegalArgumentException("integer " + name + " of " + bytes + " bytes");
        }
        int id = record(words(name), BtfKind.INT, 0, bytes);
        types.i32(encoding << 24 | bytes * 8);
        return id;
    }

    /** A floating-point type (Linux 5.13). */
    public int addFloat(String name, int bytes) {
        return record(words(name), BtfKind.FLOAT, 0, bytes);
    }

    /** A pointer. */
    public int addPointer(int target) {
        return record(0, BtfKind.PTR, 0, target);
    }

    /** Another name for a type. */
    public int addTypedef(String name, int target) {
        return record(named(name), BtfKind.TYPEDEF, 0, target);
    }

    /** The const form of a type. */
    public int addConst(int target) {
        return record(0, BtfKind.CONST, 0, target);
    }

    /** The volatile form of a type. */
    public int addVolatile(int target) {
        return record(0, BtfKind.VOLATILE, 0, target);
    }

    /** The restrict form of a type. */
    public int addRestrict(int target) {
        return record(0, BtfKind.RESTRICT, 0, target);
    }

    /** An array; the kernel wants an integer type as {@code indexType}. */
    public int addArray(int elementType, int indexType, int count) {
        int id = record(0, BtfKind.ARRAY, 0, 0);
        types.i32(elementType);
        types.i32(indexType);
        types.i32(count);
        return id;
    }

    /** A structure; the name may be empty. */
    public int addStruct(String name, int bytes, List<BtfMember> members) {
        return composite(BtfKind.STRUCT, name, bytes, members);
    }

    /** A union; the name may be empty. */
    public int addUnion(String name, int bytes, List<BtfMember> members) {
        return composite(BtfKind.UNION, name, bytes, members);
    }

    private int composite(BtfKind kind, String name, int bytes, List<BtfMember> members) {
        boolean bitFields = members.stream().anyMatch(member -> member.bitFieldSize() > 0);
        int id = record(optional(name), kind, count(members) | (bitFields ? KIND_FLAG : 0), bytes);
        for (BtfMember member : members) {
            if (bitFields && (member.bitFieldSize() >>> 8 | member.bitOffset() >>> 24) != 0) {
                throw new IllegalArgumentException("bit-field out of range: " + member);
            }
            types.i32(optional(member.name()));
            types.i32(member.typeId());
            types.i32(member.bitFieldSize() << 24 | member.bitOffset());
        }
        return id;
    }

    /** A structure or union that is declared only. */
    public int addForward(String name, boolean union) {
        return record(named(name), BtfKind.FWD, union ? KIND_FLAG : 0, 0);
    }

    /** An enumeration of 1, 2, 4 or 8 bytes; the name may be empty. Eight bytes, and signed, need Linux 6.0. */
    public int addEnum(String name, int bytes, boolean signed, List<BtfEnumerator> constants) {
        boolean wide = bytes == Long.BYTES;
        int info = count(constants) | (signed ? KIND_FLAG : 0);
        int id = record(optional(name), wide ? BtfKind.ENUM64 : BtfKind.ENUM, info, bytes);
        for (BtfEnumerator constant : constants) {
            types.i32(named(constant.name()));
            types.i32((int) constant.value());
            if (wide) {
                types.i32((int) (constant.value() >>> 32));
            }
        }
        return id;
    }

    /** The prototype of a function. */
    public int addFuncProto(int returnType, List<BtfParameter> parameters) {
        int id = record(0, BtfKind.FUNC_PROTO, count(parameters), returnType);
        for (BtfParameter parameter : parameters) {
            types.i32(optional(parameter.name()));
            types.i32(parameter.typeId());
        }
        return id;
    }

    /** A function; the parameters of its prototype must have names. */
    public int addFunc(String name, int prototype, BtfLinkage linkage) {
        return record(named(name), BtfKind.FUNC, linkage.code(), prototype);
    }

    /** A global variable. */
    public int addVar(String name, int type, BtfLinkage linkage) {
        int id = record(named(name), BtfKind.VAR, 0, type);
        types.i32(linkage.code());
        return id;
    }

    /** A section of variables, such as {@code .data}; the variables by ascending offset. */
    public int addDatasec(String name, int bytes, List<BtfVariable> variables) {
        int id = record(strings.add(name), BtfKind.DATASEC, count(variables), bytes);
        for (BtfVariable variable : variables) {
            types.i32(variable.typeId());
            types.i32(variable.offset());
            types.i32(variable.size());
        }
        return id;
    }

    /** A note on a declaration, or with {@code component} from 0 on one member or parameter of it (Linux 5.16). */
    public int addDeclTag(String text, int target, int component) {
        int id = record(strings.add(text), BtfKind.DECL_TAG, 0, target);
        types.i32(component);
        return id;
    }

    /** A note on a type (Linux 5.17). */
    public int addTypeTag(String text, int target) {
        return record(strings.add(text), BtfKind.TYPE_TAG, 0, target);
    }

    /** The blob so far: header, types, strings. */
    public byte[] toBytes() {
        return blob(types.toBytes(), strings.toBytes());
    }

    /** A header and the two sections. */
    static byte[] blob(byte[] types, byte[] strings) {
        LittleEndianBytes blob = new LittleEndianBytes(BtfImage.HEADER_BYTES + types.length + strings.length);
        blob.i32(BtfImage.MAGIC | 1 << 16);
        blob.i32(BtfImage.HEADER_BYTES);
        blob.i32(0);
        blob.i32(types.length);
        blob.i32(types.length);
        blob.i32(strings.length);
        blob.bytes(types);
        blob.bytes(strings);
        return blob.toBytes();
    }

    private int record(int name, BtfKind kind, int info, int sizeOrType) {
        types.i32(name);
        types.i32(kind.code() << 24 | info);
        types.i32(sizeOrType);
        return nextId++;
    }

    private static int count(List<?> parts) {
        if (parts.size() > MAX_COUNT) {
            throw new IllegalArgumentException(parts.size() + " parts, BTF counts to " + MAX_COUNT);
        }
        return parts.size();
    }

    private int optional(String name) {
        return name.isEmpty() ? 0 : named(name);
    }

    /** The name of one of C's own types, such as {@code long unsigned int}. */
    private int words(String name) {
        for (String word : name.split(" ", -1)) {
            if (!isIdentifier(word)) {
                throw new IllegalArgumentException("not words of C: '" + name + "'");
            }
        }
        return strings.add(name);
    }

    private int named(String name) {
        if (!isIdentifier(name)) {
            throw new IllegalArgumentException("not a C identifier: '" + name + "'");
        }
        return strings.add(name);
    }

    /** Whether the kernel takes a name for a type, member or function. */
    private static boolean isIdentifier(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            if (!letter && (i == 0 || c < '0' || c > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
