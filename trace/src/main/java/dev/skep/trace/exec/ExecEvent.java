package dev.skep.trace.exec;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U16;

/**
 * What {@link ExecSnoop} sends for one exec. Only the used part of {@link #text()} is sent: the file's name, and right behind it the
 * arguments, each ended by NUL.
 */
public interface ExecEvent extends Struct {
    /** Most bytes of the file's name, its NUL included ({@code PATH_MAX}). */
    int NAME_BYTES = 4096;

    /** Most bytes of all arguments. */
    int ARGUMENTS_BYTES = 8192;

    /** Bytes of {@code text}. */
    int TEXT_BYTES = NAME_BYTES + ARGUMENTS_BYTES;

    /** A bit of {@link #marks()}: arguments are missing at the end. */
    int CUT = 1;

    /** A bit of {@link #marks()}: the arguments could not be read. */
    int UNREADABLE = 2;

    /** A bit of {@link #marks()}: the file is a script, so the arguments begin with its interpreter. */
    int SCRIPT = 4;

    /** When it happened, nanoseconds of {@code CLOCK_MONOTONIC}. */
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

    /** Thread id before the exec of a thread that is not the first; else the process id. */
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

    /** 0, or an error number below 0. */
    int result();

    /** Sets it. */
    void result(int value);

    /** Some of the bits above. */
    int marks();

    /** Sets them. */
    void marks(int bits);

    /** Bytes of the file's name, without NUL. */
    @U16
    int nameLength();

    /** Sets it. */
    void nameLength(int bytes);

    /** Bytes of the arguments, with their NULs. */
    @U16
    int argumentsLength();

    /** Sets it. */
    void argumentsLength(int bytes);

    /** Name of the thread, ended by NUL: after an exec that of the new program. */
    @Length(16)
    Bytes comm();

    /** The file's name, then the arguments. */
    @Length(TEXT_BYTES)
    Bytes text();
}
