package dev.skep.bpf.memory;

/**
 * A lock in a map value, for what one atomic operation cannot do: {@code SpinLock guard();} in the value's interface.
 *
 * <p>{@code struct bpf_spin_lock}, since Linux 5.1, in values of {@link dev.skep.bpf.map.HashMap}, {@link dev.skep.bpf.map.LruHashMap}
 * and {@link dev.skep.bpf.map.ArrayMap}; one in each value. The verifier demands that a program holds one lock at a time, releases it on
 * every path, and calls nothing while it holds it. Programs at kprobes, tracepoints, raw tracepoints and perf events may not lock;
 * programs that may sleep may since Linux 6.9.
 *
 * <p>User space takes part: {@code get} and {@code put} of a map whose values have a lock copy the value while they hold it
 * ({@code BPF_F_LOCK}), so a copy is never half of one update and half of another.
 */
@KernelObject(value = "bpf_spin_lock", size = 4, alignment = 4)
@SuppressWarnings("DoNotCallSuggester") // programs call what only throws in user space
public interface SpinLock extends Struct {

    /** Waits for the lock and takes it ({@code bpf_spin_lock}). Kernel only. */
    default void lock() {
        throw new UnsupportedOperationException(
                "lock works inside a compiled program only; get and put of a map lock by themselves");
    }

    /** Gives it back ({@code bpf_spin_unlock}). Kernel only. */
    default void unlock() {
        throw new UnsupportedOperationException("unlock works inside a compiled program only");
    }
}
