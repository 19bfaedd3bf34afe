package dev.skep.trace.open;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/**
 * What {@link OpenSnoop} sends for one open. Only the used part of {@link #names()} is sent.
 *
 * <p>{@code names} holds the file's name as the process gave it, and right behind it the directory that a relative name starts
 * from: its components from the innermost to the root, each ended by NUL.
 */
public interface OpenEvent extends Struct {
    /** Most bytes of a name, its NUL included ({@code PATH_MAX}). */
    int NAME_BYTES = 4096;

    /** Most bytes of one component, its NUL included ({@code NAME_MAX} + 1). */
    int COMPONENT_BYTES = 256;

    /** Most components of a directory; deeper ones are cut at the root's side. */
    int COMPONENTS = 32;

    /** Bytes of {@code names}. */
    int NAMES_BYTES = NAME_BYTES + COMPONENTS * COMPONENT_BYTES;

    /** The end of the call, nanoseconds of {@code CLOCK_MONOTONIC}. */
    long timestamp();

    /** Sets it. */
    void timestamp(long nanos);

    /** The process's control group, 0 if nobody asks for it. */
    long group();

    /** Sets it. */
    void group(long id);

    /** Process id: what the kernel calls tgid. */
    int pid();

    /** Sets it. */
    void pid(int id);

    /** Thread id: what the kernel calls pid. */
    int tid();

    /** Sets it. */
    void tid(int id);

    /** Process id of the parent. */
    int ppid();

    /** Sets it. */
    void ppid(int id);

    /** User id. */
    int uid();

    /** Sets it. */
    void uid(int id);

    /** The descriptor, or an error number below 0. */
    int result();

    /** Sets it. */
    void result(int value);

    /** Flags of the open, as the kernel numbers them on this machine. */
    int flags();

    /** Sets them. */
    void flags(int bits);

    /** Bytes of the name, without NUL. */
    @U16
    int nameLength();

    /** Sets it. */
    void nameLength(int bytes);

    /** Bytes of the directory's components behind the name, with their NULs. */
    @U16
    int directoryLength();

    /** Sets it. */
    void directoryLength(int bytes);

    /** How much of the path is known: one of the constants of {@link PathState}. */
    int pathState();

    /** Sets it. */
    void pathState(int state);

    /** Name of the thread, ended by NUL. */
    @Length(16)
    Bytes comm();

    /** The name, then the components of the directory. */
    @Length(NAMES_BYTES)
    Bytes names();
}
