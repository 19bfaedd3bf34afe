package dev.skep.security.process.program;

import dev.skep.bpf.memory.Struct;

/** What is sent for each fork and exit, and what begins the records of execs. */
public interface ProcessRecord extends Struct {
    /** A {@link #kind()}: a process was made. */
    int FORK = 1;

    /** A {@link #kind()}: a process runs a program; an {@link ExecRecord}. */
    int EXEC = 2;

    /** A {@link #kind()}: the last thread of a process ended. */
    int EXIT = 3;

    /** A {@link #kind()}: a part of the command line of the exec that follows; an {@link ExecRecord} with nothing but text. */
    int ARGUMENTS = 4;

    /** A {@link #kind()}: a part of the environment of the exec that follows. */
    int ENVIRONMENT = 5;

    /** A {@link #kind()}: a record of another feature, for a {@link dev.skep.security.process.RecordExtension}. */
    int EXTENSION = 6;

    /** A {@link #kind()}: a control group is not told of any more, on one processor at least: {@link CgroupRate}. */
    int THROTTLE = 7;

    /** What it is. */
    int kind();

    /** Sets it. */
    void kind(int value);

    /** Process id as the host counts. */
    int pid();

    /** Sets it. */
    void pid(int id);

    /** Since when the process runs what it runs, nanoseconds of {@code CLOCK_MONOTONIC}: with the process id what tells it from others. */
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

    /** Of an exit: what wait(2) tells. Otherwise bits of {@link dev.skep.security.process.ProcessFlag}. */
    int code();

    /** Sets it. */
    void code(int value);

    /** When it happened, nanoseconds of {@code CLOCK_MONOTONIC}. */
    long time();

    /** Sets it. */
    void time(long nanos);

    /** The control group. */
    long cgroup();

    /** Sets it. */
    void cgroup(long id);

    /** Process id as its own PID namespace counts; 0 in that of the host. */
    int namespacePid();

    /** Sets it. */
    void namespacePid(int value);
}
