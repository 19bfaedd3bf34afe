package dev.skep.bpf.map;

import dev.skep.bpf.sys.Mmap;
import dev.skep.bpf.sys.PageSize;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The global variables or constants of a program: one block of memory, mapped into user space.
 *
 * <p>Fill {@link #memory()} before creation to give initial contents. Variables stay writable from both sides while the
 * program runs, each aligned integer at once; constants cannot be changed by anybody after creation, and the verifier
 * knows their contents.
 *
 * <p>{@code BPF_MAP_TYPE_ARRAY} of one element with {@code BPF_F_MMAPABLE}, since Linux 5.5.
 */
public final class GlobalData extends BpfMap {

    private final boolean constant;
    private final Elements elements = new Elements(this);
    private final MemorySegment initial;
    private final List<GlobalVariable> variables = new ArrayList<>();
    private @Nullable Arena mapping;
    private volatile MemorySegment memory;

    private GlobalData(int bytes, boolean constant) {
        super(new MapDescription(
                MapType.ARRAY,
                Integer.BYTES,
                bytes,
                1,
                MapFlags.MMAPABLE | (constant ? MapFlags.READ_ONLY_PROGRAM : 0),
                Integer.class,
                null));
        this.constant = constant;
        initial = MemorySegment.ofArray(new long[(bytes + 7) / 8]).asSlice(0, bytes);
        memory = initial;
    }

    /** Describes memory that both sides write: {@code .data}. */
    public static GlobalData variables(int bytes) {
        return new GlobalData(bytes, false);
    }

    /** Describes memory that nobody writes after creation: {@code .rodata}. */
    public static GlobalData constants(int bytes) {
        return new GlobalData(bytes, true);
    }

    /**
     * Says what lies where, so that {@code skep map dump} and bpftool show it by name. Variables do not overlap.
     *
     * @param name as in the source; what C does not take in a name becomes an underscore
     * @param type a primitive type
     * @param count how many there are in a row
     * @param offset of the first, in bytes
     */
    public synchronized void describe(String name, Class<?> type, int count, int offset) {
        variables.add(new GlobalVariable(name, type, count, offset));
    }

    /** What was described, by ascending offset. */
    List<GlobalVariable> variables() {
        return variables.stream()
                .sorted(Comparator.comparingInt(GlobalVariable::offset))
                .toList();
    }

    /** Whether nobody writes after creation. */
    public boolean constant() {
        return constant;
    }

    /**
     * The block: on the heap before creation, the kernel's own memory after it (read only for constants). Ask again after
     * creation.
     */
    public MemorySegment memory() {
        return memory;
    }

    @Override
    public synchronized void create() {
        super.create();
        if (mapping == null) {
            elements.update(KeyCodec.INT, 0, initial, Elements.ANY);
            if (constant) {
                freeze();
            }
            map();
        }
    }

    @Override
    public synchronized void open(Path path) {
        super.open(path);
        map();
    }

    @Override
    public synchronized void open(int id) {
        super.open(id);
        map();
    }

    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    private void map() {
        var arena = Arena.ofShared();
        boolean mapped = false;
        try {
            int page = PageSize.bytes();
            long length = (valueSize() + page - 1L) / page * page;
            int protection = constant ? Mmap.PROT_READ : Mmap.PROT_READ | Mmap.PROT_WRITE;
            MemorySegment whole = Mmap.map(descriptor(), 0, length, protection, Mmap.MAP_SHARED, arena);
            MemorySegment block = whole.asSlice(0, valueSize());
            memory = constant ? block.asReadOnly() : block;
            mapping = arena;
            mapped = true;
        } finally {
            if (!mapped) {
                arena.close();
            }
        }
    }

    /** Unmaps the block, which cannot be read any more, and closes the descriptor. */
    @Override
    public synchronized void close() {
        super.close();
        if (mapping != null && mapping.scope().isAlive()) {
            mapping.close();
        }
    }
}
