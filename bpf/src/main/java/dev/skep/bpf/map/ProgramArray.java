package dev.skep.bpf.map;

import dev.skep.bpf.memory.Struct;
import java.util.List;
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

    private final List<String> methods;

    private ProgramArray(int entries, List<String> methods) {
        super(new MapDescription(MapType.PROG_ARRAY, Integer.BYTES, Integer.BYTES, entries, 0, Integer.class, null));
        this.methods = methods;
    }

    /** Describes a map with this number of places. */
    public static ProgramArray of(int entries) {
        return new ProgramArray(entries, List.of());
    }

    /**
     * Describes a map of the hook methods of these names, in this order, of the object whose field it is; loading the object puts them
     * there. They have the hook of the method that calls them, without a target of their own where they are not to run by themselves.
     */
    public static ProgramArray ofMethods(String... names) {
        return new ProgramArray(names.length, List.of(names));
    }

    /** The hook methods that loading puts here; none if the caller does. */
    public List<String> methods() {
        return methods;
    }

    /**
     * Goes on with the program at {@code index} and does not come back; returns if there is none, and after 33 tail calls in a
     * row (32 before Linux 5.16) ({@code bpf_tail_call}). A program that makes tail calls and has functions of its own has 256
     * bytes of stack for each. Kernel only.
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
