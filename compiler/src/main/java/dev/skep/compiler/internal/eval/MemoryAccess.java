package dev.skep.compiler.internal.eval;

import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes fields: by plain loads and stores, or through bpf_probe_read where the verifier does not know the memory. */
public final class MemoryAccess {
    private static final int PROBE_READ_USER = 112;
    private static final int PROBE_READ_KERNEL = 113;

    private final Evaluation evaluation;
    private final CodeBuilder code;
    private @Nullable StackSlot probeSlot;
    private @Nullable StackSlot keySlot;

    MemoryAccess(Evaluation evaluation) {
        this.evaluation = evaluation;
        this.code = evaluation.builder();
    }

    /** The value that a getter with return type {@code type} gives. */
    public Abstract read(Pointer base, MemoryField field, @Nullable Abstract index, Class<?> type, String what) {
        Pointer at = element(base, field, index);
        return switch (field.kind()) {
            case EMBEDDED -> {
                int length = type == Bytes.class ? field.size() * field.count() : field.size();
                yield new Pointer(at.base(), at.offset(), at.region(), type, length, Nullability.NEVER);
            }
            case INTEGER -> readInteger(at, field, type, what);
            case POINTER -> pointer(readAddress(at, what), at.region().behindPointer(true), type);
            case RAW_POINTER -> pointer(readAddress(at, what), at.region().behindPointer(false), type);
            case POINTER_ARRAY -> {
                Value array = readAddress(base, field.offset(), what);
                Abstract position = index == null ? Known.of(0) : index;
                Region behind = at.region().behindPointer(false);
                Pointer slot = indexed(new Pointer(array, 0, behind, type, 0, Nullability.TOLERATED), position, 8);
                yield pointer(readAddress(slot, what), behind, type);
            }
        };
    }

    private static Abstract pointer(Value address, Region region, Class<?> type) {
        if (type == long.class) return Scalar.ofLong(address);
        return new Pointer(address, 0, region, type, 0, Nullability.TOLERATED);
    }

    private Value readAddress(Pointer at, String what) {
        return rawLoad(at, 8, false, Width.W64, what);
    }

    private Value readAddress(Pointer base, int offset, String what) {
        return readAddress(moved(base, offset), what);
    }

    private Abstract readInteger(Pointer at, MemoryField field, Class<?> type, String what) {
        Width width = type == long.class ? Width.W64 : Width.W32;
        if (!type.isPrimitive()) {
            throw new Refusal(
                    what + " is a number in the kernel, not a " + type.getSimpleName(), "declare it as int or long");
        }
        if (field.bitSize() > 0) return new Scalar(readBits(at, field, width, what), width);
        int size = Math.min(field.size(), DataCell.size(type));
        boolean signed = field.signed() && type != boolean.class && type != char.class;
        boolean extendsSign = signed && !field.bigEndian() && size < (width == Width.W64 ? 8 : 4);
        Value loaded = rawLoad(at, size, extendsSign, width, what);
        if (type == boolean.class && at.region().writable()) {
            // Others may have written any byte; on the JVM all but 0 are true. The kernel's own are 0 or 1.
            return new Comparison(new Scalar(loaded, width), Known.of(0), width, true);
        }
        if (!field.bigEndian() || size == 1) return new Scalar(loaded, width);
        Value swapped = code.byteSwap(loaded, size * 8);
        if (signed && size * 8 < width.bits()) swapped = code.extend(swapped, size * 8, true, width);
        else if (width == Width.W64 && size == 4) swapped = code.extend(swapped, 32, false, Width.W64);
        return new Scalar(swapped, width);
    }

    private Value readBits(Pointer at, MemoryField field, Width width, String what) {
        Value loaded = rawLoad(at, field.size(), false, Width.W64, what);
        int left = 64 - field.bitOffset() - field.bitSize();
        Value shifted = code.binary(BinaryOperation.SHIFT_LEFT, Width.W64, loaded, Constant.of((long) left));
        BinaryOperation down =
                field.signed() ? BinaryOperation.SHIFT_RIGHT_SIGNED : BinaryOperation.SHIFT_RIGHT_UNSIGNED;
        Value bits = code.binary(down, Width.W64, shifted, Constant.of(64L - field.bitSize()));
        return width == Width.W64 ? bits : code.extend(bits, 32, field.signed(), Width.W32);
    }

    /** Reads {@code size} bytes, through a helper where that is needed. */
    public Value rawLoad(Pointer at, int size, boolean signed, Width width, String what) {
        if (!at.region().probed()) return load(at, size, signed, width, what);
        StackSlot slot = probeSlot();
        StackAddress buffer = new StackAddress(slot, 0);
        boolean user = at.region() == Region.USER;
        code.helper(
                user ? PROBE_READ_USER : PROBE_READ_KERNEL,
                user ? "bpf_probe_read_user" : "bpf_probe_read_kernel",
                buffer,
                Constant.of((long) size),
                code.address(at.base(), at.offset()));
        return code.load(buffer, 0, size, signed, width, what);
    }

    private Value load(Pointer at, int size, boolean signed, Width width, String what) {
        int step = step(at, size);
        if (step == size) return code.load(at.base(), at.offset(), size, signed, width, what);
        Value sum = code.load(at.base(), at.offset(), step, false, width, what);
        for (int i = step; i < size; i += step) {
            Value part = code.load(at.base(), at.offset() + i, step, false, width, what);
            Value moved = code.binary(BinaryOperation.SHIFT_LEFT, width, part, amount(width, i * 8));
            sum = code.binary(BinaryOperation.OR, width, sum, moved);
        }
        return signed && size * 8 < width.bits() ? code.extend(sum, size * 8, true, width) : sum;
    }

    private void store(Pointer at, int size, Value value) {
        int step = step(at, size);
        Width width = size == 8 ? Width.W64 : Width.W32;
        for (int i = 0; i < size; i += step) {
            Value part = i == 0
                    ? value
                    : code.binary(BinaryOperation.SHIFT_RIGHT_UNSIGNED, width, value, amount(width, i * 8));
            code.store(at.base(), at.offset() + i, step, part);
        }
    }

    private static Constant amount(Width width, int bits) {
        return width == Width.W64 ? Constant.of((long) bits) : Constant.of(bits);
    }

    /** How many bytes go at once: on the stack and in the context, not more than the address is aligned to. */
    private static int step(Pointer at, int size) {
        return switch (at.region()) {
            case STACK -> Math.min(size, Alignment.of(at.base(), at.offset()));
            case SHARED_CONTEXT -> Math.min(size, Alignment.of(Constant.of(0L), at.offset()));
            default -> size;
        };
    }

    private StackSlot probeSlot() {
        StackSlot slot = probeSlot;
        if (slot == null) probeSlot = slot = code.graph().newSlot(8, 8, "value read from memory");
        return slot;
    }

    /** Writes a number into a field. */
    public void write(Pointer base, MemoryField field, @Nullable Abstract index, Abstract value, String what) {
        checkWritable(base, what);
        Pointer at = element(base, field, index);
        if (field.kind() != MemoryField.Kind.INTEGER) throw new Refusal(what + " is not a number", "write its parts");
        Value register = evaluation.materializer().value(value);
        if (field.bigEndian() && field.size() > 1) {
            register = register instanceof Constant c
                    ? swapped(c, field.size())
                    : code.byteSwap(register, field.size() * 8);
        }
        store(at, field.size(), register);
    }

    private static Constant swapped(Constant c, int size) {
        long reversed = Long.reverseBytes(c.value()) >>> (64 - size * 8);
        return size == 8 ? Constant.of(reversed) : Constant.of((int) reversed);
    }

    /** Accesses a field atomically and gives what was found there, if the access does. */
    public Value atomic(
            AtomicAccess access,
            Pointer base,
            MemoryField field,
            @Nullable Abstract index,
            List<Abstract> values,
            String what) {
        if (access != AtomicAccess.GET_ACQUIRE) checkWritable(base, what);
        switch (base.region()) {
            case MAP_VALUE, RING_RECORD, STACK -> {}
            default ->
                throw new Refusal(
                        what + " is an atomic access to memory that the kernel allows none on",
                        "keep the field in a map value");
        }
        Pointer at = element(base, field, index);
        Value[] registers =
                values.stream().map(evaluation.materializer()::value).toArray(Value[]::new);
        return code.atomic(access, at.base(), at.offset(), field.size(), registers);
    }

    private static void checkWritable(Pointer base, String what) {
        if (base.region().writable()) return;
        throw new Refusal(
                what + " lies in memory that the program may only read",
                "write into a struct on the stack, in a map or in a ring buffer record");
    }

    private Pointer element(Pointer base, MemoryField field, @Nullable Abstract index) {
        Pointer start = moved(base, field.offset());
        return index == null || field.kind() == MemoryField.Kind.POINTER_ARRAY
                ? start
                : indexed(start, index, field.size(), field.count() - 1);
    }

    /** {@code base} moved by constant bytes; no instruction is needed. */
    public static Pointer moved(Pointer base, int offset) {
        return new Pointer(
                base.base(), base.offset() + offset, base.region(), base.type(), base.length(), base.nullability());
    }

    /** As {@link #indexed(Pointer, Abstract, int, int)} where the number of elements is not known. */
    public Pointer indexed(Pointer base, Abstract index, int size) {
        return indexed(base, index, size, Integer.MAX_VALUE);
    }

    /** {@code base} moved by {@code index} elements of {@code size} bytes; {@code most} is the greatest index that is inside. */
    public Pointer indexed(Pointer base, Abstract index, int size, int most) {
        if (index instanceof Known k) return moved(base, k.asInt() * size);
        if (base.region() == Region.PACKET) {
            throw new Refusal(
                    "a computed position inside of a packet's header: the bounds check of the header covers fixed positions only",
                    "ask for what lies there with packet.at(offset, Type.class), which checks it");
        }
        if (base.region() == Region.SHARED_CONTEXT) {
            throw new Refusal(
                    "a computed position inside of the context, which the kernel allows at fixed positions only",
                    "copy it to a struct on the stack, or use a switch over the positions");
        }
        Value wide = evaluation.materializer().zeroExtended(index);
        Value distance =
                size == 1 ? wide : code.binary(BinaryOperation.MULTIPLY, Width.W64, wide, Constant.of((long) size));
        Value start = code.address(base.base(), base.offset());
        Value sum = code.binary(BinaryOperation.ADD, Width.W64, start, distance);
        if (!base.region().probed() && base.region() != Region.KERNEL_TYPED && most >= 0 && most < Integer.MAX_VALUE) {
            evaluation.indexed(new IndexedAccess(sum, distance, wide, most, code.position()));
        }
        // The verifier follows typed pointers at known offsets only.
        Region region = base.region() == Region.KERNEL_TYPED ? Region.KERNEL_RAW : base.region();
        return new Pointer(sum, 0, region, base.type(), base.length(), base.nullability());
    }

    /** A zeroed struct or run of bytes on the stack. */
    public Pointer zeroed(Class<?> type, int size, String purpose) {
        StackSlot slot = code.graph()
                .newSlot((size + 7) & -8, 8, purpose + " (" + code.position().fileAndLine() + ")");
        for (int offset = 0; offset < size; offset += 8) {
            code.store(new StackAddress(slot, 0), offset, 8, Constant.of(0L));
        }
        return new Pointer(new StackAddress(slot, 0), 0, Region.STACK, type, size, Nullability.NEVER);
    }

    /** The address of a number on the stack, for helpers that take a key by its address. */
    public Value keyAddress(Abstract key, int size) {
        StackSlot slot = keySlot;
        if (slot == null) keySlot = slot = code.graph().newSlot(8, 8, "map key");
        StackAddress address = new StackAddress(slot, 0);
        code.store(address, 0, size, evaluation.materializer().value(key));
        return address;
    }

    /** How many bytes {@code p} may be used for. */
    public int length(Pointer p) {
        if (p.length() > 0) return p.length();
        if (Struct.class.isAssignableFrom(p.type()) && p.type() != Bytes.class) {
            return dev.skep.bpf.memory.StructLayout.of(p.type()).size();
        }
        throw new Refusal("the length of these bytes is not known", "use a @Length field");
    }
}
