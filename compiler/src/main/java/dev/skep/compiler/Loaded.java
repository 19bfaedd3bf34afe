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
     * Puts the methods of {@code next} in place of those that run, each in one step: every event is seen by exactly one of the two. A
     * replacement has other final fields than its predecessor, and shares the maps that were given to it; maps of its own are created.
     * Maps of the predecessor stay until this object is closed.
     *
     * <p>For hooks whose links are {@link dev.skep.bpf.link.ReplaceableLink}: XDP, traffic control, cgroups, sk_lookup and others. Several
     * hook methods are exchanged one after the other.
     *
     * @throws IllegalArgumentException if {@code next} has other hook methods or hooks, or one of them cannot be exchanged
     * @throws CompileException as {@link Kernel#load} does; all that ran goes on running then
     */
    void replace(T next);

    /** Copies the primitive fields that are not final from the Java objects into the kernel's memory. */
    void publish();

    /** Copies the primitive fields that are not final from the kernel's memory into the Java objects. */
    void refresh();

    @Override
    void close();
}
