package dev.skep.bpf.btf;

import dev.skep.bpf.MalformedInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes memory by its type: the keys and values of a map, the variables of a section.
 *
 * <p>Little endian, as every machine that Skep runs on. Bytes that are too few for the type, and types that nest without
 * end or repeat themselves to millions of values, are a {@link MalformedInputException}. An array of {@code char} is text
 * only when it is plain ASCII with a zero at the end, otherwise numbers. Immutable, hence safe for every thread.
 */
public final class BtfDecoder {
    /** As the kernel's own limit on nesting, MAX_RESOLVE_DEPTH. */
    private static final int MAX_DEPTH = 32;
    /** A map's value is at most some MiB; types may claim more elements than that, each of no size. */
    private static final int MAX_VALUES = 1 << 24;

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int LAST_PRINTABLE = 0x7e;

    private final Btf types;

    private BtfDecoder(Btf types) {
        this.types = types;
    }

    /** A decoder for values of these types. */
    public static BtfDecoder of(Btf types) {
        return new BtfDecoder(types);
    }

    /**
     * What the bytes hold.
     *
     * @param type of all bytes together
     * @throws MalformedInputException when there are too few bytes, or when the type makes no sense
     * @throws IllegalArgumentException when there is no such type, or when nothing can be of that type (a function)
     */
    public BtfValue decode(int type, byte[] bytes) {
        return new Run(bytes).value(type, 0, 0);
    }

    /** One decoding, with its budget. */
    private final class Run {
        private final byte[] bytes;
        private final ByteBuffer memory;
        private int values;

        Run(byte[] bytes) {
            this.bytes = bytes;
            this.memory = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }

        BtfValue value(int declared, long at, int depth) {
            if (depth > MAX_DEPTH || ++values > MAX_VALUES) {
                throw new MalformedInputException("value", at, "type " + declared + " nests or repeats without end");
            }
            int type = types.resolve(declared);
            return switch (types.kind(type)) {
                case INT -> integer(type, at);
                case FLOAT -> floating(type, at);
                case PTR -> new BtfValue.Pointer(memory.getLong(need(at, Long.BYTES)));
                case ENUM, ENUM64 -> constant(type, at);
                case ARRAY -> array(type, at, depth);
                case STRUCT -> new BtfValue.Composite(types.name(type), members(type, at, depth));
                case UNION ->
                    new BtfValue.Overlay(types.name(type), members(type, at, depth), raw(at, types.size(type)));
                case VAR -> value(types.target(type), at, depth + 1);
                case DATASEC -> section(type, at, depth);
                case VOID, FWD, FUNC, FUNC_PROTO, DECL_TAG, TYPEDEF, VOLATILE, CONST, RESTRICT, TYPE_TAG ->
                    throw new IllegalArgumentException(
                            "type " + declared + " (" + types.kind(type) + ") has no values");
            };
        }

        private BtfValue integer(int type, long at) {
            int size = types.size(type);
            int bits = types.integerBits(type);
            if (types.isBoolean(type)) {
                return new BtfValue.Flag(bits(8 * at + types.integerBitOffset(type), Math.min(bits, 64)) != 0);
            }
            if (size == 2 * Long.BYTES) {
                int start = need(at, size);
                return new BtfValue.Wide(memory.getLong(start + Long.BYTES), memory.getLong(start));
            }
            return number(8 * at + types.integerBitOffset(type), bits, types.signed(type));
        }

        private BtfValue.Numeric number(long bitAt, int count, boolean signed) {
            if (count < 1 || count > 64) {
                throw new MalformedInputException("value", bitAt / 8, "integer of " + count + " bits");
            }
            long value = bits(bitAt, count);
            return new BtfValue.Numeric(signed ? value << (64 - count) >> (64 - count) : value, signed);
        }

        /** Up to 64 bits from a bit on, the lowest first. */
        private long bits(long bitAt, int count) {
            int last = (int) ((bitAt & 7) + count - 1) >>> 3;
            int start = need(bitAt >>> 3, last + 1L);
            int shift = (int) (bitAt & 7);
            long value = 0;
            for (int i = 0; i <= last && i < Long.BYTES; i++) {
                value |= (bytes[start + i] & 0xffL) << (8 * i);
            }
            value >>>= shift;
            if (last == Long.BYTES) {
                value |= (bytes[start + last] & 0xffL) << (64 - shift);
            }
            return count == 64 ? value : value & ((1L << count) - 1);
        }

        private BtfValue floating(int type, long at) {
            int size = types.size(type);
            return switch (size) {
                case Float.BYTES -> new BtfValue.Floating(memory.getFloat(need(at, size)));
                case Double.BYTES -> new BtfValue.Floating(memory.getDouble(need(at, size)));
                default -> raw(at, size);
            };
        }

        private BtfValue constant(int type, long at) {
            int size = types.size(type);
            if (size < 1 || size > Long.BYTES) {
                throw new MalformedInputException("value", at, "enumeration of " + size + " bytes");
            }
            BtfValue.Numeric number = number(8 * at, 8 * size, types.signed(type));
            for (BtfEnumerator enumerator : types.enumerators(type)) {
                // Compilers write constants of narrow enumerations with all 32 bits.
                if ((enumerator.value() ^ number.value()) << (64 - 8 * size) == 0) {
                    return new BtfValue.Constant(enumerator.name(), number.value());
                }
            }
            return number;
        }

        private BtfValue array(int type, long at, int depth) {
            int count = types.elementCount(type);
            int element = types.elementType(type);
            if (isCharacter(element)) {
                int start = need(at, count);
                int length = textLength(start, count);
                if (length >= 0) {
                    return new BtfValue.Text(new String(bytes, start, length, StandardCharsets.US_ASCII));
                }
            }
            long size = types.sizeOf(element);
            if (count > MAX_VALUES - values) {
                throw new MalformedInputException("value", at, "array of " + count + " elements");
            }
            need(at, count * Math.min(size, Integer.MAX_VALUE));
            List<BtfValue> elements = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                elements.add(value(element, at + i * size, depth + 1));
            }
            return new BtfValue.Sequence(elements);
        }

        /** Whether elements are {@code char}: the name says it, since compilers leave the encoding out. */
        private boolean isCharacter(int declared) {
            int type = declared;
            for (int steps = 0; steps < MAX_DEPTH; steps++) {
                switch (types.kind(type)) {
                    case CONST, VOLATILE, RESTRICT, TYPE_TAG -> type = types.target(type);
                    default -> {
                        return types.kind(type) == BtfKind.INT
                                && types.size(type) == 1
                                && types.name(type).equals("char");
                    }
                }
            }
            return false;
        }

        /** Characters before the first zero, or -1 when that is no text. */
        private int textLength(int start, int count) {
            for (int i = 0; i < count; i++) {
                int character = bytes[start + i];
                if (character == 0) {
                    return i;
                }
                if (character < FIRST_PRINTABLE || character > LAST_PRINTABLE) {
                    return -1;
                }
            }
            return -1;
        }

        private List<BtfValue.Member> members(int type, long at, int depth) {
            need(at, types.size(type));
            List<BtfValue.Member> members = new ArrayList<>();
            for (BtfMember member : types.members(type)) {
                BtfValue value = member.bitFieldSize() == 0
                        ? value(member.typeId(), at + member.byteOffset(), depth + 1)
                        : bitField(member, at);
                members.add(new BtfValue.Member(member.name(), value));
            }
            return members;
        }

        private BtfValue bitField(BtfMember member, long at) {
            BtfValue.Numeric number =
                    number(8 * at + member.bitOffset(), member.bitFieldSize(), types.signed(member.typeId()));
            return types.isBoolean(member.typeId()) ? new BtfValue.Flag(number.value() != 0) : number;
        }

        private BtfValue section(int type, long at, int depth) {
            List<BtfValue.Member> members = new ArrayList<>();
            for (BtfVariable variable : types.variables(type)) {
                BtfValue value = value(variable.typeId(), at + variable.offset(), depth + 1);
                members.add(new BtfValue.Member(types.name(variable.typeId()), value));
            }
            return new BtfValue.Composite(types.name(type), members);
        }

        private BtfValue.Raw raw(long at, int size) {
            int start = need(at, size);
            List<Byte> copy = new ArrayList<>(size);
            for (int i = 0; i < size; i++) {
                copy.add(bytes[start + i]);
            }
            return new BtfValue.Raw(copy);
        }

        private int need(long at, long size) {
            if (at + size > bytes.length) {
                throw new MalformedInputException(
                        "value", at, size + " bytes expected, " + Math.max(0, bytes.length - at) + " left");
            }
            return (int) at;
        }
    }
}
