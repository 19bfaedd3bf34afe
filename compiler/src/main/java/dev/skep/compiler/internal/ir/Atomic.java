package dev.skep.compiler.internal.ir;

import dev.skep.bpf.memory.AtomicAccess;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Accesses 4 or 8 bytes of memory in one step that nobody sees half done; the result, if there is one, is what was found. */
public final class Atomic extends Instruction {
    private final AtomicAccess access;
    private final int offset;
    private final int size;

    Atomic(int id, SourcePosition position, AtomicAccess access, Value base, int offset, int size, List<Value> values) {
        super(id, position, operands(base, values));
        if (values.size() != access.operands()) {
            throw new IllegalArgumentException(
                    access + " takes " + access.operands() + " values, not " + values.size());
        }
        this.access = access;
        this.offset = offset;
        this.size = size;
    }

    private static Value[] operands(Value base, List<Value> values) {
        List<Value> operands = new ArrayList<>(values);
        operands.addFirst(base);
        return operands.toArray(Value[]::new);
    }

    /** What is done. */
    public AtomicAccess access() {
        return access;
    }

    /** The address that the offset counts from. */
    public Value base() {
        return operand(0);
    }

    /** What is given to it. */
    public List<Value> values() {
        return operands().subList(1, operandCount());
    }

    /** Bytes from the base. */
    public int offset() {
        return offset;
    }

    /** 4 or 8 bytes. */
    public int size() {
        return size;
    }

    @Override
    public Width width() {
        return size == Long.BYTES ? Width.W64 : Width.W32;
    }

    @Override
    public boolean hasResult() {
        return access.returning();
    }

    @Override
    public boolean removable() {
        return false;
    }

    @Override
    protected String describe() {
        StringBuilder text = new StringBuilder("atomic_")
                .append(access.name().toLowerCase(Locale.ROOT))
                .append('.')
                .append(size * 8)
                .append(" [")
                .append(base())
                .append('+')
                .append(offset)
                .append(']');
        for (Value value : values()) text.append(", ").append(value);
        return text.toString();
    }
}
