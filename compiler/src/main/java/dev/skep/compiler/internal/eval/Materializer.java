package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.BpfMap;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.MapReference;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;

/** Turns abstract values into registers. */
public final class Materializer {
    private final CodeBuilder builder;

    Materializer(CodeBuilder builder) {
        this.builder = builder;
    }

    /** Whether {@link #value} needs no instruction. */
    static boolean free(Abstract value) {
        if (value instanceof Pointer p) return p.offset() == 0 || p.base() instanceof StackAddress;
        return !(value instanceof Comparison);
    }

    /** The register or constant that holds the value at run time. */
    public Value value(Abstract value) {
        if (value instanceof Scalar s) return s.value();
        if (value instanceof Pointer p) return builder.address(p.base(), p.offset());
        if (value instanceof Known k) return constant(k);
        if (value instanceof Comparison c) return compare(c);
        if (value instanceof Undefined u) throw undefined(u);
        throw new Refusal(
                "an object made in the program would have to exist at run time",
                "pass its fields instead, or write them into a map value, ring buffer record or Stack.zeroed(...) struct");
    }

    static Refusal undefined(Undefined u) {
        return new Refusal(u.why(), "make the paths agree on one object, or branch on a number instead");
    }

    private static Value constant(Known known) {
        Object o = known.value();
        if (o == null) return Constant.of(0L);
        if (o instanceof Integer i) return Constant.of((int) i);
        if (o instanceof Long l) return Constant.of((long) l);
        if (o instanceof BpfMap map) return new MapReference(map);
        throw new Refusal(
                "an object known at load time (" + typeName(o.getClass()) + ") would have to exist at run time",
                "only numbers, structs in kernel memory and maps can be stored or passed to helpers");
    }

    private static String typeName(Class<?> type) {
        return type.isAnonymousClass() ? type.getName() : type.getSimpleName();
    }

    /** An int or smaller, or a long's value cut to one, as a 64-bit register with its sign. */
    public Value signExtended(Abstract value) {
        if (value instanceof Known k) return Constant.of(k.asLong());
        Value register = value(value);
        if (value instanceof Scalar s && s.width() == Width.W64) return register;
        return builder.extend(register, 32, true, Width.W64);
    }

    /** An int as a 64-bit register without sign. */
    public Value zeroExtended(Abstract value) {
        if (value instanceof Known k) {
            return Constant.of(k.value() instanceof Integer i ? Integer.toUnsignedLong(i) : k.asLong());
        }
        Value register = value(value);
        if (value instanceof Scalar s && s.width() == Width.W64) return register;
        return builder.extend(register, 32, false, Width.W64);
    }

    private Value compare(Comparison c) {
        Value left = value(c.left());
        Value right = value(c.right());
        Condition less = c.unsigned() ? Condition.LESS_UNSIGNED : Condition.LESS_SIGNED;
        Edge isLess = new Edge();
        Edge notLess = new Edge();
        builder.branch(less, c.width(), left, right, isLess, notLess);
        builder.begin(notLess);
        Edge greater = new Edge();
        Edge equal = new Edge();
        builder.branch(Condition.NOT_EQUAL, c.width(), left, right, greater, equal);
        Edge notLessEnd = new Edge();
        Value notLessValue = builder.merge(greater, Constant.of(1), equal, Constant.of(0), Width.W32);
        builder.jump(notLessEnd);
        return builder.merge(isLess, Constant.of(-1), notLessEnd, notLessValue, Width.W32);
    }
}
