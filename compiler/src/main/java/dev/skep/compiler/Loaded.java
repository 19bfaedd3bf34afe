package dev.skep.compiler;

import java.util.List;

/**
 * A program object whose methods run in the kernel until it is closed or the process ends.
 *
 * <p>Closing detaches and unloads all, in reverse order, and closes the maps that loading created.
 */
public interface Loaded<T> extends AutoCloseable {
    /** The program object. */
    T program();

    /** Its programs in the kernel, in the order of the methods' names. */
    List<LoadedProgram> programs();

    /** The program of the method {@code name}; IllegalArgumentException if there is none. */
    LoadedProgram program(String name);

    /** Copies the primitive fields that are not final from the Java objects into the kernel's memory. */
    void publish();

    /** Copies the primitive fields that are not final from the kernel's memory into the Java objects. */
    void refresh();

    @Override
    void close();
}
