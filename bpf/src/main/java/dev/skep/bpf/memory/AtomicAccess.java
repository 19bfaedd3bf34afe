package dev.skep.bpf.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/**
 * What an {@link Atomic} method does with its field, named as in {@link VarHandle}.
 *
 * <p>Memory order in the kernel is that of Linux: operations that return the old value are fully ordered, those that return
 * nothing are not ordered at all; {@link #GET_ACQUIRE} and {@link #SET_RELEASE} order what their names say. User space is at
 * least as strict.
 */
public enum AtomicAccess {
    /** {@code void add(T by)}: {@code BPF_ATOMIC | BPF_ADD}. */
    ADD(1, false),
    /** {@code void or(T bits)}: {@code BPF_OR}, since Linux 5.12. */
    OR(1, false),
    /** {@code void and(T bits)}: {@code BPF_AND}, since Linux 5.12. */
    AND(1, false),
    /** {@code void xor(T bits)}: {@code BPF_XOR}, since Linux 5.12. */
    XOR(1, false),
    /** {@code T getAndAdd(T by)}: {@code BPF_ADD | BPF_FETCH}, since Linux 5.12. */
    GET_AND_ADD(1, true),
    /** {@code T getAndOr(T bits)}: {@code BPF_OR | BPF_FETCH}, since Linux 5.12. */
    GET_AND_OR(1, true),
    /** {@code T getAndAnd(T bits)}: {@code BPF_AND | BPF_FETCH}, since Linux 5.12. */
    GET_AND_AND(1, true),
    /** {@code T getAndXor(T bits)}: {@code BPF_XOR | BPF_FETCH}, since Linux 5.12. */
    GET_AND_XOR(1, true),
    /** {@code T getAndSet(T value)}: {@code BPF_XCHG}, since Linux 5.12. */
    GET_AND_SET(1, true),
    /** {@code T compareAndExchange(T expected, T value)}: {@code BPF_CMPXCHG}, since Linux 5.12; gives what was found. */
    COMPARE_AND_EXCHANGE(2, true),
    /**
     * {@code T get()}: later reads and writes stay behind it. On x86-64 a plain load is that; elsewhere an addition of 0 that
     * gives the old value, as {@code BPF_LOAD_ACQ} exists since Linux 6.15 only.
     */
    GET_ACQUIRE(0, true),
    /**
     * {@code void set(T value)}: earlier reads and writes stay before it. On x86-64 a plain store is that; elsewhere an exchange,
     * as {@code BPF_STORE_REL} exists since Linux 6.15 only.
     */
    SET_RELEASE(1, false);

    private final int operands;
    private final boolean returning;

    AtomicAccess(int operands, boolean returning) {
        this.operands = operands;
        this.returning = returning;
    }

    /** How many values it takes. */
    public int operands() {
        return operands;
    }

    /** Whether it returns what it found. */
    public boolean returning() {
        return returning;
    }

    /** What the method looks like, for messages. */
    String signature(String name, String type, boolean indexed) {
        var text = new StringBuilder(returning ? type : "void")
                .append(' ')
                .append(name)
                .append('(');
        if (indexed) {
            text.append("int");
        }
        for (int i = 0; i < operands; i++) {
            text.append(i > 0 || indexed ? ", " : "").append(type);
        }
        return text.append(')').toString();
    }

    /** Does it on aligned memory; gives what was found, four bytes without sign. */
    long apply(MemorySegment memory, long offset, int size, long first, long second) {
        return size == Long.BYTES
                ? applyLong(memory, offset, first, second)
                : Integer.toUnsignedLong(applyInt(memory, offset, (int) first, (int) second));
    }

    private long applyLong(MemorySegment memory, long offset, long first, long second) {
        VarHandle handle = Handles.LONG;
        return switch (this) {
            case ADD, GET_AND_ADD -> (long) handle.getAndAdd(memory, offset, first);
            case OR, GET_AND_OR -> (long) handle.getAndBitwiseOr(memory, offset, first);
            case AND, GET_AND_AND -> (long) handle.getAndBitwiseAnd(memory, offset, first);
            case XOR, GET_AND_XOR -> (long) handle.getAndBitwiseXor(memory, offset, first);
            case GET_AND_SET -> (long) handle.getAndSet(memory, offset, first);
            case COMPARE_AND_EXCHANGE -> (long) handle.compareAndExchange(memory, offset, first, second);
            case GET_ACQUIRE -> (long) handle.getAcquire(memory, offset);
            case SET_RELEASE -> {
                handle.setRelease(memory, offset, first);
                yield 0;
            }
        };
    }

    private int applyInt(MemorySegment memory, long offset, int first, int second) {
        VarHandle handle = Handles.INT;
        return switch (this) {
            case ADD, GET_AND_ADD -> (int) handle.getAndAdd(memory, offset, first);
            case OR, GET_AND_OR -> (int) handle.getAndBitwiseOr(memory, offset, first);
            case AND, GET_AND_AND -> (int) handle.getAndBitwiseAnd(memory, offset, first);
            case XOR, GET_AND_XOR -> (int) handle.getAndBitwiseXor(memory, offset, first);
            case GET_AND_SET -> (int) handle.getAndSet(memory, offset, first);
            case COMPARE_AND_EXCHANGE -> (int) handle.compareAndExchange(memory, offset, first, second);
            case GET_ACQUIRE -> (int) handle.getAcquire(memory, offset);
            case SET_RELEASE -> {
                handle.setRelease(memory, offset, first);
                yield 0;
            }
        };
    }

    /** Apart, because making a VarHandle costs milliseconds in a cold JVM and few structs need one. */
    private static final class Handles {
        static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
        static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    }
}
