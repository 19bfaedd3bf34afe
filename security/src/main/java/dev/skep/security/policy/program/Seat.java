package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Struct;

/** One of several hooks that share a program; or of one whose program others may come to share. */
public interface Seat extends Struct {
    /** Where the counts of its rules begin. */
    int first();

    /** Sets it. */
    void first(int index);

    /** Its number, for the key of records that wait for a return. */
    int hook();

    /** Sets it. */
    void hook(int number);

    /** Of the program that goes on with them, which hooks that share it have at places of their own. */
    int place();

    /** Sets it. */
    void place(int index);
}
