package dev.skep.identity.cgroup;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** What {@link CgroupSnoop} sends. Only the used part of {@link #path()} is sent. */
interface CgroupEvent extends Struct {
    /** Most bytes of a path, its NUL included ({@code PATH_MAX}). */
    int PATH_BYTES = 4096;

    /** A {@link #kind()}: the group was made. */
    int MADE = 1;

    /** A {@link #kind()}: the group was removed. */
    int REMOVED = 2;

    /** The group's id. */
    long id();

    /** Sets it. */
    void id(long value);

    /** What happened. */
    int kind();

    /** Sets it. */
    void kind(int value);

    /** Bytes of the path, without NUL. */
    int length();

    /** Sets it. */
    void length(int bytes);

    /** The path from the root of the hierarchy. */
    @Length(PATH_BYTES)
    Bytes path();
}
