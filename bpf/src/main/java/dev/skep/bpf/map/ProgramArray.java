package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import java.util.Objects;

/**
 * Programs by index, to be reached by tail calls.
 *
 * <p>{@code BPF_MAP_TYPE_PROG_ARRAY}, since Linux 4.2. The kernel empties it when its last descriptor in user space is
 * closed, so keep the map open as long as its programs run.
 */
@SuppressWarnings("DoNotCallSuggester") // programs call what only throws in user space
public final class ProgramArray extends BpfMap {

    private final Elements elements = new Elements(this);

    private ProgramArray(int entries) {
        super(new MapDescription(MapType.PROG_ARRAY, Integer.BYTES, Integer.BYTES, entries, 0, Integer.class, null));
    }

    /** Describes a map with this number of places. */
    public static ProgramArray of(int entries) {
        return new ProgramArray(entries);
    }

    /**
     * Goes on with the program at {@code index} and does not come back; returns if there is none
     * ({@code bpf_tail_call}). Kernel only.
     */
    public void tailCall(Struct context, int index) {
        throw KernelOnly.called("tailCall");
    }

    /**
     * Puts a program at {@code index}. All programs of one array have the same type. User space only.
     *
     * @param programFd its descriptor, which stays the caller's
     * @throws IndexOutOfBoundsException if the index is outside
     */
    public void set(int index, int programFd) {
        Objects.checkIndex(index, maxEntries());
        elements.updateInt(index, programFd);
    }

    /**
     * Takes the program at {@code index} away. User space only.
     *
     * @return false if there was none
     */
    public boolean clear(int index) {
        Objects.checkIndex(index, maxEntries());
        return elements.delete(KeyCodec.INT, index);
    }
}
