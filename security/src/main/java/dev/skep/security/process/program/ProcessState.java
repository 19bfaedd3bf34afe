package dev.skep.security.process.program;

import dev.skep.bpf.memory.Struct;

/** What the kernel side keeps of each process, by its process id. */
public interface ProcessState extends Struct {
    /** A bit of {@link #marks()}: made by a fork, no exec yet. */
    int FORKED = 1;

    /** A bit of {@link #marks()}: it descends from the first process of a container. */
    int IN_INIT_TREE = 2;

    /** A bit of {@link #gains()}: the effective user is that of the file. */
    int SET_USER_ID = 1;

    /** A bit of {@link #gains()}: the effective group is that of the file. */
    int SET_GROUP_ID = 2;

    /** A bit of {@link #gains()}: capabilities came from the file. */
    int FILE_CAPABILITIES = 4;

    /** See {@link ProcessRecord#start()}. */
    long start();

    /** Sets it. */
    void start(long nanos);

    /** The same of its parent. */
    long parentStart();

    /** Sets it. */
    void parentStart(long nanos);

    /** Process id of the parent. */
    int parentPid();

    /** Sets it. */
    void parentPid(int id);

    /** Some of the bits above. */
    int marks();

    /** Sets them. */
    void marks(int bits);

    /** What the exec that goes on now brings: some of the bits above. */
    int gains();

    /** Sets them. */
    void gains(int bits);

    /** The new effective user. */
    int setUid();

    /** Sets it. */
    void setUid(int id);

    /** The new effective group. */
    int setGid();

    /** Sets it. */
    void setGid(int id);

    /** What is known of the program that it runs: a bit for each thing that policies ask of programs. */
    long binaries();

    /** Sets it. */
    void binaries(long bits);

    /** The same of the program that its parent ran when this process was made, or ran its program, and what its parent descended from. */
    long parentBinaries();

    /** Sets it. */
    void parentBinaries(long bits);

    /** What it has for good, and hands on to its children: bits of the same kind, and others. */
    long followed();

    /** Sets it. */
    void followed(long bits);
}
