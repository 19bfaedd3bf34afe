package dev.skep.bpf.memory;

/** A struct of one 64-bit number: the value of most maps that count. */
public interface Counter extends Struct {

    /** The number, read without ordering. */
    long value();

    /** Stores the number, without ordering. */
    void value(long value);

    /** Adds atomically, in the kernel ({@code BPF_ATOMIC | BPF_ADD}) and in user space alike. */
    @AtomicAdd("value")
    void add(long by);
}
