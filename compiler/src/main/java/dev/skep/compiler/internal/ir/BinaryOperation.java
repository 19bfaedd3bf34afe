package dev.skep.compiler.internal.ir;

/** Two-operand arithmetic. Division and remainder by zero give 0 and the dividend, as eBPF defines. */
public enum BinaryOperation {
    ADD(true),
    SUBTRACT(false),
    MULTIPLY(true),
    DIVIDE_UNSIGNED(false),
    DIVIDE_SIGNED(false),
    REMAINDER_UNSIGNED(false),
    REMAINDER_SIGNED(false),
    OR(true),
    AND(true),
    XOR(true),
    SHIFT_LEFT(false),
    SHIFT_RIGHT_UNSIGNED(false),
    SHIFT_RIGHT_SIGNED(false);

    private final boolean commutative;

    BinaryOperation(boolean commutative) {
        this.commutative = commutative;
    }

    /** Whether the operands may be exchanged. */
    public boolean commutative() {
        return commutative;
    }

    /** The result for known operands, sign-extended to 64 bits for W32. */
    public long evaluate(Width width, long left, long right) {
        return width == Width.W32 ? evaluate((int) left, (int) right) : evaluate(left, right);
    }

    private int evaluate(int a, int b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE_UNSIGNED -> b == 0 ? 0 : Integer.divideUnsigned(a, b);
            case DIVIDE_SIGNED -> b == 0 ? 0 : a / b;
            case REMAINDER_UNSIGNED -> b == 0 ? a : Integer.remainderUnsigned(a, b);
            case REMAINDER_SIGNED -> b == 0 ? a : a % b;
            case OR -> a | b;
            case AND -> a & b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << b;
            case SHIFT_RIGHT_UNSIGNED -> a >>> b;
            case SHIFT_RIGHT_SIGNED -> a >> b;
        };
    }

    private long evaluate(long a, long b) {
        return switch (this) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE_UNSIGNED -> b == 0 ? 0 : Long.divideUnsigned(a, b);
            case DIVIDE_SIGNED -> b == 0 ? 0 : a / b;
            case REMAINDER_UNSIGNED -> b == 0 ? a : Long.remainderUnsigned(a, b);
            case REMAINDER_SIGNED -> b == 0 ? a : a % b;
            case OR -> a | b;
            case AND -> a & b;
            case XOR -> a ^ b;
            case SHIFT_LEFT -> a << b;
            case SHIFT_RIGHT_UNSIGNED -> a >>> b;
            case SHIFT_RIGHT_SIGNED -> a >> b;
        };
    }
}
