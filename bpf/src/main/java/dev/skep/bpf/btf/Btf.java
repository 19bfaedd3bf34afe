package dev.skep.bpf.btf;

import dev.skep.bpf.MalformedInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The types of a kernel or of a program, read from a BTF blob.
 *
 * <p>Types are named by ids from 1 to {@link #typeCount()} - 1; id 0 is {@code void}. An id that does not exist, or
 * a question that makes no sense for the kind of a type, is an {@link IllegalArgumentException}; bytes that make no
 * sense are a {@link MalformedInputException}, some of them at {@link #parse} and the rest when they are reached.
 * Immutable, hence safe for every thread.
 */
public final class Btf {
    /** As the kernel's own limit on chains of modifiers, MAX_RESOLVE_DEPTH, and then some. */
    private static final int MAX_CHAIN = 64;

    private final BtfImage image;
    private final BtfNames names;
    private final BtfMembers members;
    private final BtfConstants constants;

    private Btf(BtfImage image) {
        this.image = image;
        this.names = new BtfNames(image);
        this.members = new BtfMembers(this, image);
        this.constants = new BtfConstants(image);
    }

    /**
     * The types of the running kernel, read once (Linux 5.2 with CONFIG_DEBUG_INFO_BTF).
     *
     * @throws dev.skep.bpf.UnsupportedFeatureException when the kernel was built without BTF
     */
    public static Btf vmlinux() {
        return VmlinuxBtf.read();
    }

    /** Reads a blob, which must not change afterwards. */
    public static Btf parse(byte[] blob) {
        return parse(blob, "BTF");
    }

    static Btf parse(byte[] blob, String what) {
        return new Btf(new BtfImage(blob, what));
    }

    /** The types of {@code base}, and behind them those of a blob that continues its ids and its strings. */
    static Btf join(Btf base, BtfImage more, String what) {
        LittleEndianBytes types = new LittleEndianBytes(1 << 12);
        types.bytes(base.image.typeSection());
        types.bytes(more.typeSection());
        LittleEndianBytes strings = new LittleEndianBytes(1 << 12);
        strings.bytes(base.image.stringSection());
        strings.bytes(more.stringSection());
        return parse(BtfWriter.blob(types.toBytes(), strings.toBytes()), what);
    }

    /** The length of the strings, from which those of a module go on. */
    int stringLength() {
        return image.stringLength();
    }

    /** How many ids there are, with 0 for {@code void}. */
    public int typeCount() {
        return image.typeCount();
    }

    /** What a type is. */
    public BtfKind kind(int id) {
        BtfKind kind = BtfKind.ofCode(image.kind(check(id)));
        if (kind == null) {
            throw new AssertionError("the index holds known kinds only");
        }
        return kind;
    }

    /** The name of a type; empty when it has none. */
    public String name(int id) {
        return check(id) == 0 ? "void" : image.name(image.record(id));
    }

    /**
     * A string by its offset, as {@link LineInfo} has it; empty for offset 0.
     *
     * @throws MalformedInputException when the offset is outside
     */
    public String string(int offset) {
        return image.text(offset);
    }

    /** The first type with this name and kind, or -1. */
    public int find(String name, BtfKind kind) {
        return names.find(name, kind, 1);
    }

    /** The first type from id {@code from} on with this name and kind, or -1. */
    int find(String name, BtfKind kind, int from) {
        return names.find(name, kind, from);
    }

    /** The types of this kind whose names begin with {@code prefix}, in the order of their ids. */
    public List<Integer> beginning(String prefix, BtfKind kind) {
        return names.beginning(prefix, kind);
    }

    /** The size in bytes that the type itself states: integer, float, structure, union, enumeration or section. */
    public int size(int id) {
        return switch (kind(id)) {
            case INT, FLOAT, STRUCT, UNION, ENUM, ENUM64, DATASEC -> positive(image.record(id) + 8);
            default -> throw unfit(id, "size");
        };
    }

    /**
     * The type that this one refers to: of a pointer, what it points to; of a typedef or modifier, what it stands
     * for; of an array, the element; of a function, the prototype; of a variable, its type; of a tag, what it marks.
     */
    public int target(int id) {
        return switch (kind(id)) {
            case PTR, TYPEDEF, VOLATILE, CONST, RESTRICT, FUNC, VAR, DECL_TAG, TYPE_TAG ->
                image.type(image.record(id) + 8);
            case ARRAY -> elementType(id);
            default -> throw unfit(id, "target");
        };
    }

    /** The type behind typedefs, const, volatile, restrict and type tags. */
    public int resolve(int id) {
        check(id);
        int type = id;
        for (int steps = 0; steps < MAX_CHAIN; steps++) {
            switch (kind(type)) {
                case TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG -> type = image.type(image.record(type) + 8);
                default -> {
                    return type;
                }
            }
        }
        throw image.malformed(image.record(id), "type " + id + " refers to itself");
    }

    /**
     * The size of an object of a type in bytes, looking through typedefs and arrays: 8 for pointers, 0 for void.
     *
     * @throws IllegalArgumentException for a function or a structure that is declared only
     */
    public long sizeOf(int id) {
        long count = 1;
        int type = resolve(id);
        for (int steps = 0; kind(type) == BtfKind.ARRAY; steps++) {
            count *= elementCount(type);
            if (steps == MAX_CHAIN || count > Integer.MAX_VALUE) {
                throw image.malformed(image.record(type), "array type " + id + " is endless or too large");
            }
            type = resolve(elementType(type));
        }
        return switch (kind(type)) {
            case VOID -> 0;
            case PTR -> count * Long.BYTES;
            case INT, FLOAT, STRUCT, UNION, ENUM, ENUM64 -> count * size(type);
            default ->
                throw kind(resolve(id)) == BtfKind.ARRAY
                        ? image.malformed(image.record(id), "array type " + id + " has elements without a size")
                        : unfit(id, "size");
        };
    }

    /** Whether a number of this type is signed, looking through typedefs; false for everything but numbers. */
    public boolean signed(int id) {
        int type = resolve(id);
        return switch (kind(type)) {
            case INT -> (integerEncoding(type) & 1) != 0;
            case ENUM, ENUM64 -> image.flag(type);
            default -> false;
        };
    }

    /** Whether an integer type is {@code _Bool}. */
    public boolean isBoolean(int id) {
        int type = resolve(id);
        return kind(type) == BtfKind.INT && (integerEncoding(type) & 4) != 0;
    }

    /** How many bits of its bytes an integer type uses. */
    public int integerBits(int id) {
        return image.i32(integer(id)) & 0xff;
    }

    /** Where the bits of an integer type begin: 0 but for the bit-fields of old compilers. */
    public int integerBitOffset(int id) {
        return image.i32(integer(id)) >>> 16 & 0xff;
    }

    private int integerEncoding(int id) {
        return image.i32(integer(id)) >>> 24 & 0xf;
    }

    private int integer(int id) {
        if (kind(id) != BtfKind.INT) {
            throw unfit(id, "integer encoding");
        }
        return image.record(id) + BtfImage.RECORD_BYTES;
    }

    /** Whether a type is itself a structure or a union. */
    public boolean isComposite(int id) {
        BtfKind kind = kind(id);
        return kind == BtfKind.STRUCT || kind == BtfKind.UNION;
    }

    /** Whether a forward declaration announces a union rather than a structure. */
    public boolean isForwardUnion(int id) {
        return require(id, BtfKind.FWD, "forward declaration") && image.flag(id);
    }

    /** The members of a structure or union as they are declared; anonymous ones have an empty name. */
    public List<BtfMember> members(int id) {
        return members.all(composite(id));
    }

    /**
     * The member of a structure or union with this name, or {@code null}. Members of anonymous members count as
     * members, their offset is from the start of the structure that was asked.
     */
    public @Nullable BtfMember member(int id, String name) {
        return members.find(composite(id), name);
    }

    private int composite(int id) {
        if (!isComposite(id)) {
            throw unfit(id, "members");
        }
        return id;
    }

    /** The type of an array's elements. */
    public int elementType(int id) {
        require(id, BtfKind.ARRAY, "element type");
        return image.type(image.record(id) + 12);
    }

    /** The type that an array is indexed by. */
    public int indexType(int id) {
        require(id, BtfKind.ARRAY, "index type");
        return image.type(image.record(id) + 16);
    }

    /** How many elements an array has; 0 when the length is open. */
    public int elementCount(int id) {
        require(id, BtfKind.ARRAY, "element count");
        return positive(image.record(id) + 20);
    }

    /** The parameters of a function prototype; variable arguments are a last one of type 0 without a name. */
    public List<BtfParameter> parameters(int id) {
        require(id, BtfKind.FUNC_PROTO, "parameters");
        List<BtfParameter> parameters = new ArrayList<>();
        int at = image.record(id) + BtfImage.RECORD_BYTES;
        for (int count = image.count(id); count > 0; count--, at += 8) {
            parameters.add(new BtfParameter(image.name(at), image.type(at + 4)));
        }
        return List.copyOf(parameters);
    }

    /** The return type of a function prototype. */
    public int returnType(int id) {
        require(id, BtfKind.FUNC_PROTO, "return type");
        return image.type(image.record(id) + 8);
    }

    /** The linkage of a function or variable. */
    public BtfLinkage linkage(int id) {
        int code = switch (kind(id)) {
            case FUNC -> image.count(id);
            case VAR -> image.i32(image.record(id) + 12);
            default -> throw unfit(id, "linkage");
        };
        return switch (code) {
            case 0 -> BtfLinkage.STATIC;
            case 1 -> BtfLinkage.GLOBAL;
            case 2 -> BtfLinkage.EXTERN;
            default -> throw image.malformed(image.record(id), "linkage " + code + " is unknown");
        };
    }

    /** The constants of an enumeration. */
    public List<BtfEnumerator> enumerators(int id) {
        if (kind(id) != BtfKind.ENUM && kind(id) != BtfKind.ENUM64) {
            throw unfit(id, "constants");
        }
        return constants.all(id);
    }

    /**
     * The value of a constant of an enumeration, by names.
     *
     * @param enumeration empty for the constants of enumerations without a name
     * @throws java.util.NoSuchElementException when the kernel has no such constant
     */
    public long enumValue(String enumeration, String constant) {
        return constants.value(names, enumeration, constant);
    }

    /** The variables of a section. */
    public List<BtfVariable> variables(int id) {
        require(id, BtfKind.DATASEC, "variables");
        List<BtfVariable> variables = new ArrayList<>();
        int at = image.record(id) + BtfImage.RECORD_BYTES;
        for (int count = image.count(id); count > 0; count--, at += 12) {
            int variable = image.type(at);
            if (kind(variable) != BtfKind.VAR) {
                throw image.malformed(at, "section " + id + " holds type " + variable + ", which is no variable");
            }
            variables.add(new BtfVariable(variable, positive(at + 4), positive(at + 8)));
        }
        return List.copyOf(variables);
    }

    /** Which member or parameter a declaration tag marks; -1 for the declaration itself. */
    public int component(int id) {
        require(id, BtfKind.DECL_TAG, "component");
        return image.i32(image.record(id) + 12);
    }

    private int positive(int at) {
        int number = image.i32(at);
        if (number < 0) {
            throw image.malformed(at, "size or count " + Integer.toUnsignedString(number) + " is too large");
        }
        return number;
    }

    private int check(int id) {
        if (id < 0 || id >= image.typeCount()) {
            throw new IllegalArgumentException("no type " + id + " among " + image.typeCount());
        }
        return id;
    }

    private boolean require(int id, BtfKind kind, String question) {
        if (kind(id) != kind) {
            throw unfit(id, question);
        }
        return true;
    }

    private IllegalArgumentException unfit(int id, String question) {
        return new IllegalArgumentException("type " + id + " (" + kind(id) + " " + name(id) + ") has no " + question);
    }
}
