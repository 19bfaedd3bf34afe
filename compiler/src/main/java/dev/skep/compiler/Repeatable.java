package dev.skep.compiler;

import dev.skep.bpf.map.BpfMap;
import java.util.Map;

/**
 * A program object that was compiled once and is loaded several times, each time with other maps: for programs of which many are alike.
 * Compiling takes milliseconds, loading what is compiled a fraction of one.
 *
 * <p>Closing it unloads nothing; what was loaded is closed by itself.
 */
public interface Repeatable<T> extends AutoCloseable {
    /** The object as it was compiled, in the kernel. */
    Loaded<T> first();

    /**
     * Loads the same code once more.
     *
     * @param like an object that the same code would be compiled of, but for {@code maps}; programs for tracepoints may have other targets,
     *     and those for packets of a control group other groups and the other direction, which takes another class
     * @param maps what takes the place of maps of the object that was compiled, also with more elements or fewer; the caller has created
     *     them, and closes them
     * @param attach whether the targets of {@code like} are attached to
     * @throws IllegalArgumentException if a map and the one in its place differ in kind or sizes of keys and values, or the targets differ where they may not
     * @throws dev.skep.bpf.KernelException if the kernel refuses; then nothing stays behind
     */
    Loaded<T> again(T like, Map<BpfMap, BpfMap> maps, boolean attach);

    @Override
    void close();
}
