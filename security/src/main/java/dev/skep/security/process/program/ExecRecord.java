package dev.skep.security.process.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;

/** What {@link ProcessProgram} sends for one exec. Only the used part of {@link #text()} is sent. */
public interface ExecRecord extends ProcessFacts {
    /** Most bytes of the file's name, its NUL included ({@code PATH_MAX}). */
    int NAME_BYTES = 4096;

    /** Most bytes of the current directory, and of the path of a file without a name. */
    int PATH_BYTES = 4096;

    /** Most bytes of a component of a path, its NUL included ({@code NAME_MAX} + 1). */
    int COMPONENT_BYTES = 256;

    /** Most bytes of arguments in the record itself; longer ones come in parts before it. */
    int INLINE_BYTES = 4096;

    /** Bytes of {@code text}, and most bytes of a part. */
    int TEXT_BYTES = NAME_BYTES + 2 * PATH_BYTES + INLINE_BYTES;

    /** Bytes of the file's name, without NUL: the first in {@link #text()}. */
    int nameLength();

    /** Sets it. */
    void nameLength(int value);

    /** Bytes of the components of the current directory, the last one first, each ended by NUL: they follow the name. */
    int directoryLength();

    /** Sets it. */
    void directoryLength(int value);

    /** Bytes of the components of the file's path, if it has no name any more: they follow the directory. */
    int fileLength();

    /** Sets it. */
    void fileLength(int value);

    /** Bytes of arguments that follow. In parts: bytes of the part. */
    int argumentsLength();

    /** Sets it. */
    void argumentsLength(int value);

    /** The file's name, the directory, the file's path, the arguments. */
    @Length(TEXT_BYTES)
    Bytes text();
}
