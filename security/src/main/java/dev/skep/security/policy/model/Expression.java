package dev.skep.security.policy.model;

/**
 * What a CelExpr says: the part of the Common Expression Language that Tetragon has, with every type known. Arithmetic wraps; both sides of
 * an operation have one type.
 */
public sealed interface Expression {
    /** What it gives. */
    Type type();

    /** The types. */
    enum Type {
        /** 32 bits, signed. */
        INT32,
        /** 32 bits, unsigned. */
        UINT32,
        /** 64 bits, signed. */
        INT64,
        /** 64 bits, unsigned. */
        UINT64,
        /** True or false. */
        BOOL
    }

    /** What is done with two values. */
    enum BinaryOperation {
        /** {@code &&}. */
        LOGICAL_AND,
        /** {@code ||}. */
        LOGICAL_OR,
        /** {@code ==}. */
        EQUAL,
        /** {@code !=}. */
        NOT_EQUAL,
        /** {@code <}. */
        LESS,
        /** {@code <=}. */
        LESS_OR_EQUAL,
        /** {@code >}. */
        GREATER,
        /** {@code >=}. */
        GREATER_OR_EQUAL,
        /** {@code +}. */
        ADD,
        /** {@code -}. */
        SUBTRACT,
        /** {@code and(a, b)}. */
        BIT_AND,
        /** {@code or(a, b)}. */
        BIT_OR,
        /** {@code xor(a, b)}. */
        BIT_XOR
    }

    /** What is done with one value. */
    enum UnaryOperation {
        /** {@code !}. */
        LOGICAL_NOT,
        /** {@code not(a)}. */
        BIT_NOT,
        /** {@code int32(a)}, {@code uint32(a)}: the lower 32 bits. */
        TO_32_BITS
    }

    /**
     * An argument ({@code arg2}).
     *
     * @param position its position among the hook's arguments as the policy lists them, from 0
     * @param type its type
     */
    record Argument(int position, Type type) implements Expression {}

    /**
     * A number, or true (1) or false (0).
     *
     * @param value the number
     * @param type its type
     */
    record Constant(long value, Type type) implements Expression {}

    /**
     * One value changed.
     *
     * @param operation how
     * @param operand the value
     * @param type what it gives
     */
    record Unary(UnaryOperation operation, Expression operand, Type type) implements Expression {}

    /**
     * Two values put together.
     *
     * @param operation how
     * @param left the first
     * @param right the second
     * @param type what it gives
     */
    record Binary(BinaryOperation operation, Expression left, Expression right, Type type) implements Expression {}
}
