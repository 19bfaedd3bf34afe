package dev.skep.bpf.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A struct at a place in memory: the superclass of the classes that {@link Flyweight} generates. Nobody else extends it.
 *
 * <p>Generated methods call the static methods below, which are static and take the view so that no name of a field can
 * clash with them. Loads and stores need no alignment, atomic adds do. Offsets are in bytes from the start of the struct.
 */
public abstract class StructView implements Struct {

    private static final StructView[] NOTHING = {};
    private static final AtomicAccess[] ACCESSES = AtomicAccess.values();

    private static final ValueLayout.OfByte I8 = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfShort I16 = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt I32 = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfShort I16BE = I16.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt I32BE = I32.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong I64BE = I64.withOrder(ByteOrder.BIG_ENDIAN);

    MemorySegment segment = MemorySegment.NULL;
    long offset;
    int byteSize;

    @Nullable
    StructLayout layout;

    private @Nullable StructView[] embedded = NOTHING;

    /** For generated classes. */
    protected StructView() {}

    /** Another instance of the same generated class, not yet placed. */
    protected abstract StructView create();

    /** Gives a new instance its layout. */
    final void describe(StructLayout ofThis) {
        layout = ofThis;
        byteSize = ofThis.size();
        int count = 0;
        for (StructField field : ofThis.fields()) {
            if (field.kind() != StructField.Kind.INTEGER) {
                count++;
            }
        }
        embedded = count == 0 ? NOTHING : new StructView[count];
    }

    /** Most moves stay in one ring, and the store of a reference costs a barrier. */
    @SuppressWarnings({"ReferenceEquality", "MemorySegmentReferenceEquality"}) // any other object has to be stored
    final void move(MemorySegment memory, long at) {
        if (segment != memory) {
            segment = memory;
        }
        offset = at;
    }

    /** Prints the fields, see {@link StructPrinter}. */
    @Override
    public final String toString() {
        return StructPrinter.print(this);
    }

    /** A signed byte. */
    protected static byte i8(StructView view, int at) {
        return view.segment.get(I8, view.offset + at);
    }

    /** An unsigned byte. */
    protected static int u8(StructView view, int at) {
        return view.segment.get(I8, view.offset + at) & 0xff;
    }

    /** A byte that is not 0. */
    protected static boolean flag(StructView view, int at) {
        return view.segment.get(I8, view.offset + at) != 0;
    }

    /** Two signed bytes. */
    protected static short i16(StructView view, int at) {
        return view.segment.get(I16, view.offset + at);
    }

    /** Two signed bytes in network order. */
    protected static short i16be(StructView view, int at) {
        return view.segment.get(I16BE, view.offset + at);
    }

    /** Two unsigned bytes. */
    protected static char u16(StructView view, int at) {
        return (char) view.segment.get(I16, view.offset + at);
    }

    /** Two unsigned bytes in network order. */
    protected static char u16be(StructView view, int at) {
        return (char) view.segment.get(I16BE, view.offset + at);
    }

    /** Four bytes. */
    protected static int i32(StructView view, int at) {
        return view.segment.get(I32, view.offset + at);
    }

    /** Four bytes in network order. */
    protected static int i32be(StructView view, int at) {
        return view.segment.get(I32BE, view.offset + at);
    }

    /** Four unsigned bytes. */
    protected static long u32(StructView view, int at) {
        return view.segment.get(I32, view.offset + at) & 0xffff_ffffL;
    }

    /** Four unsigned bytes in network order. */
    protected static long u32be(StructView view, int at) {
        return view.segment.get(I32BE, view.offset + at) & 0xffff_ffffL;
    }

    /** Eight bytes. */
    protected static long i64(StructView view, int at) {
        return view.segment.get(I64, view.offset + at);
    }

    /** Eight bytes in network order. */
    protected static long i64be(StructView view, int at) {
        return view.segment.get(I64BE, view.offset + at);
    }

    /** Stores the low byte. */
    protected static void store8(StructView view, int at, int value) {
        view.segment.set(I8, view.offset + at, (byte) value);
    }

    /** Stores the low two bytes. */
    protected static void store16(StructView view, int at, int value) {
        view.segment.set(I16, view.offset + at, (short) value);
    }

    /** Stores the low two bytes in network order. */
    protected static void store16be(StructView view, int at, int value) {
        view.segment.set(I16BE, view.offset + at, (short) value);
    }

    /** Stores four bytes. */
    protected static void store32(StructView view, int at, int value) {
        view.segment.set(I32, view.offset + at, value);
    }

    /** Stores four bytes in network order. */
    protected static void store32be(StructView view, int at, int value) {
        view.segment.set(I32BE, view.offset + at, value);
    }

    /** Stores the low four bytes. */
    protected static void store32(StructView view, int at, long value) {
        view.segment.set(I32, view.offset + at, (int) value);
    }

    /** Stores the low four bytes in network order. */
    protected static void store32be(StructView view, int at, long value) {
        view.segment.set(I32BE, view.offset + at, (int) value);
    }

    /** Stores eight bytes. */
    protected static void store64(StructView view, int at, long value) {
        view.segment.set(I64, view.offset + at, value);
    }

    /** Stores eight bytes in network order. */
    protected static void store64be(StructView view, int at, long value) {
        view.segment.set(I64BE, view.offset + at, value);
    }

    /** An atomic access, by number of {@link AtomicAccess}, to aligned memory of four or eight bytes. */
    protected static long atomic(StructView view, int at, int size, int access, long first, long second) {
        return ACCESSES[access].apply(view.segment, view.offset + at, size, first, second);
    }

    /** Offset of an element of an array at {@code at} with {@code count} elements of {@code size} bytes. */
    protected static int element(int index, int at, int count, int size) {
        return at + Objects.checkIndex(index, count) * size;
    }

    /** The view of the embedded field number {@code slot}, moved to where this struct has it now. */
    protected static StructView embedded(StructView view, int slot, int at) {
        StructView inner = view.embedded[slot];
        if (inner == null) {
            inner = view.embed(slot);
        }
        inner.move(view.segment, view.offset + at);
        return inner;
    }

    private StructView embed(int slot) {
        int left = slot;
        for (StructField field : Objects.requireNonNull(layout).fields()) {
            if (field.kind() != StructField.Kind.INTEGER && left-- == 0) {
                StructView inner = field.kind() == StructField.Kind.BYTES
                        ? new BytesView(field.count())
                        : Flyweight.view(field.javaType());
                embedded[slot] = inner;
                return inner;
            }
        }
        throw new AssertionError("slot " + slot);
    }
}
