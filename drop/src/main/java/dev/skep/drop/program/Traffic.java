package dev.skep.drop.program;

import dev.skep.bpf.memory.Struct;

/** How many packets, and how long they were together. */
public interface Traffic extends Struct {
    /** Packets. */
    long packets();

    /** Stores the number of packets. */
    void packets(long value);

    /** Bytes from the Ethernet header on. */
    long bytes();

    /** Stores the number of bytes. */
    void bytes(long value);
}
