package dev.skep.compiler;

import java.util.List;

/**
 * A program object whose methods run in the kernel until it is closed or the process ends.
 *
 * <p>Closing detaches and unloads all, in reverse order, and closes the maps that loading created.
 */
public interface Loaded<T> extends AutoCloseable {
    /** The program object; after {@link #replace} the new one. */
    T program();

    /** Its programs in the kernel, in the order of the methods' names. */
    List<LoadedProgram> programs();

    /** The program of the method {@code name}; IllegalArgumentException if there is none. */
    LoadedProgram program(String name);

    /**
     * Puts the methods of {@code next} in place of those that run, without losing an event. A replacement has other final fields than its
     * predecessor, and shares the maps that were given to it; maps of its own are created. Maps of the predecessor stay until this object
     * is closed. Several hook methods are replaced one after the other.
     *
     * <p>Where the links are {@link dev.skep.bpf.link.ReplaceableLink} (XDP, traffic control, cgroups, sk_lookup, iterators and others)
     * it is one step: every event is seen by exactly one of the two. Elsewhere (tracepoints, kprobes, uprobes, fentry, LSM, perf events)
     * the kernel cannot do that: the new method is attached first and the old one is detached then, and an event that comes meanwhile
     * is seen by both.
     *
     * <p>Who must not count twice there lets both generations share an {@link dev.skep.bpf.map.ArrayMap} with the number of the
     * generation that counts, 0 meaning all, and begins each method with {@code if (counts != 0 && counts != mine) return;}. The next
     * generation is then loaded beside the old one by {@link Kernel#load}, the number set to 0 and at once to the new one, and the old
     * generation closed. No event is lost, whichever program runs first at a hook; seen twice are only those between the two writes.
     *
     * @throws IllegalArgumentException if {@code next} has other hook methods or hooks
     * @throws CompileException as {@link Kernel#load} does; all that ran goes on running then
     */
    void replace(T next);

    /**
     * A view of the program object's fields that are not final, right in the memory that the kernel uses: nothing is copied.
     *
     * <p>The view is an interface with a method {@code int limit()} to read the field {@code limit} and a method {@code void limit(int v)} to
     * write it; for a field that holds an array, {@code int limits(int index)} and {@code void limits(int index, int v)}. Each access is one
     * memory access, volatile as Java has it. Safe for several threads; not to be used after {@link #close}.
     *
     * @throws IllegalArgumentException if a method is none of these, or no program uses such a field
     */
    <V> V fields(Class<V> view);

    /** Copies the fields that are not final from the Java objects into the kernel's memory. */
    void publish();

    /** Copies the fields that are not final from the kernel's memory into the Java objects. */
    void refresh();

    @Override
    void close();
}
