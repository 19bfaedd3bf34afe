package dev.skep.cli.list;

import dev.skep.bpf.inspect.Holder;
import dev.skep.bpf.inspect.ObjectKind;
import java.util.List;

/** One line of {@code skep list}. */
sealed interface Listed permits ListedProgram, ListedMap, ListedLink {
    /** What it is. */
    ObjectKind kind();

    /** By which bpftool knows it. */
    int id();

    /** The kernel's name of its type. */
    String type();

    /** Its name, or its program's. */
    String name();

    /** Where it is attached; none for what is not. */
    List<String> attached();

    /** Bytes of kernel memory. */
    long memoryBytes();

    /** The processes that hold it. */
    List<Holder> holders();

    /** Where it is pinned. */
    List<String> pins();
}
