package dev.skep.bpf.memory;

import java.lang.foreign.MemorySegment;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Views of one struct in user space: objects that implement its interface over memory.
 *
 * <p>The class of the views is generated once per interface, at the first view, in the interface's own package. A named module
 * therefore opens that package: {@code opens com.example.trace to dev.skep.bpf;}.
 *
 * <p>A view holds a segment and an offset and can be moved; reading and writing through it allocates nothing. Views of
 * embedded structs and bytes are made at the first use and follow when the getter is called again after a move: do not keep
 * them longer than that. A Flyweight is safe for all threads, its views are not.
 *
 * @param <T> the struct
 */
public final class Flyweight<T extends Struct> {

    private static final ClassValue<Flyweight<?>> FLYWEIGHTS = new ClassValue<>() {
        @Override
        protected Flyweight<?> computeValue(Class<?> type) {
            return new Flyweight<>(type);
        }
    };

    private final StructLayout layout;
    /** Made at the first view: a map whose values are never looked at from user space needs no class for them. */
    private volatile @Nullable StructView prototype;

    private Flyweight(Class<?> type) {
        layout = StructLayout.of(type);
        ViewClass.checkOpen(type);
    }

    /**
     * The flyweight of {@code type}.
     *
     * @throws IllegalArgumentException if the type has no {@link StructLayout}, or its package is not open to
     *     {@code dev.skep.bpf}
     */
    @SuppressWarnings("unchecked") // computeValue makes the flyweight of exactly this class
    public static <T extends Struct> Flyweight<T> of(Class<T> type) {
        return (Flyweight<T>) FLYWEIGHTS.get(type);
    }

    /** A new view of a struct, not yet placed. */
    static StructView view(Class<?> type) {
        return FLYWEIGHTS.get(type).newView();
    }

    private StructView prototype() {
        StructView made = prototype;
        if (made == null) {
            synchronized (this) {
                made = prototype;
                if (made == null) prototype = made = ViewClass.instance(layout);
            }
        }
        return made;
    }

    private StructView newView() {
        StructView view = prototype().create();
        view.describe(layout);
        return view;
    }

    @SuppressWarnings("unchecked") // the generated class implements the interface
    private T typed(StructView view) {
        return (T) view;
    }

    /** Where the fields lie. */
    public StructLayout layout() {
        return layout;
    }

    /**
     * A new view of the struct at {@code offset}.
     *
     * @throws IndexOutOfBoundsException if the struct does not fit there
     */
    public T at(MemorySegment memory, long offset) {
        Objects.checkFromIndexSize(offset, layout.size(), memory.byteSize());
        StructView view = newView();
        view.segment = memory;
        view.offset = offset;
        return typed(view);
    }

    /**
     * Moves a view. Bounds are checked when a field is used, not here.
     *
     * @param view from this flyweight
     */
    public void move(T view, MemorySegment memory, long offset) {
        ((StructView) view).move(memory, offset);
    }

    /** A view of new, zeroed memory on the heap, aligned to 8 bytes. */
    public T allocate() {
        return at(zeroed(), 0);
    }

    /**
     * A view of a copy of the struct at {@code offset}, on the heap.
     *
     * @throws IndexOutOfBoundsException if there is not that much memory
     */
    public T copy(MemorySegment memory, long offset) {
        MemorySegment target = zeroed();
        MemorySegment.copy(memory, offset, target, 0, layout.size());
        return at(target, 0);
    }

    private MemorySegment zeroed() {
        return MemorySegment.ofArray(new long[(layout.size() + 7) / 8]);
    }

    /**
     * Exactly the bytes of a view.
     *
     * @throws IllegalArgumentException if it is none of Skep's views
     */
    public static MemorySegment segment(Struct view) {
        StructView placed = StructPrinter.view(view);
        return placed.segment.asSlice(placed.offset, placed.byteSize);
    }
}
