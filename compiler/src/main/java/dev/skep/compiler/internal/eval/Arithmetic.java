package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.classfile.Opcode;

/**
 * Integer arithmetic exactly as Java's, but for division by zero, which gives 0 (and the remainder the dividend) as eBPF defines.
 * What is known folds; identities such as {@code x + 0} are left to the optimizer.
 */
final class Arithmetic {
    private final CodeBuilder builder;
    private final Materializer materializer;

    Arithmetic(CodeBuilder builder, Materializer materializer) {
        this.builder = builder;
        this.materializer = materializer;
    }

    /** The value with what branches taught about it. */
    static Abstract refine(Abstract value, State state) {
        if (value instanceof Scalar s && state.fact(s.value()) instanceof Fact.Equal equal) {
            return new Known(s.width() == Width.W32 ? (Object) (int) equal.value() : (Object) equal.value(), true);
        }
        return value;
    }

    Abstract binary(Opcode opcode, Abstract a, Abstract b, State state) {
        Width width = width(opcode);
        Abstract left = number(refine(a, state));
        Abstract right = number(refine(b, state));
        BinaryOperation operation = operation(opcode);
        boolean shift = operation == BinaryOperation.SHIFT_LEFT
                || operation == BinaryOperation.SHIFT_RIGHT_SIGNED
                || operation == BinaryOperation.SHIFT_RIGHT_UNSIGNED;
        if (left instanceof Known l && right instanceof Known r) {
            boolean split = l.split() || r.split();
            long result = operation.evaluate(width, l.asLong(), r.asLong());
            return new Known(width == Width.W32 ? (Object) (int) result : (Object) result, split);
        }
        Value leftValue = materializer.value(left);
        Value rightValue = shift ? shiftDistance(right, width) : materializer.value(right);
        return new Scalar(builder.binary(operation, width, leftValue, rightValue), width);
    }

    /** Java uses the lowest five or six bits of the distance; so does eBPF for registers, but the verifier wants constants in range. */
    private Value shiftDistance(Abstract distance, Width width) {
        if (distance instanceof Known k) {
            int bits = k.asInt() & (width.bits() - 1);
            return width == Width.W32 ? Constant.of(bits) : Constant.of((long) bits);
        }
        Value register = materializer.value(distance);
        return builder.binary(BinaryOperation.AND, Width.W32, register, Constant.of(width.bits() - 1));
    }

    Abstract negate(Opcode opcode, Abstract value, State state) {
        Width width = opcode == Opcode.INEG ? Width.W32 : Width.W64;
        Abstract operand = number(refine(value, state));
        if (operand instanceof Known k) {
            return new Known(width == Width.W32 ? (Object) (-k.asInt()) : (Object) (-k.asLong()), k.split());
        }
        return new Scalar(builder.negate(width, materializer.value(operand)), width);
    }

    Abstract convert(Opcode opcode, Abstract value, State state) {
        Abstract operand = number(refine(value, state));
        if (operand instanceof Known k) return new Known(convertKnown(opcode, k.asLong()), k.split());
        return switch (opcode) {
            case I2L -> Scalar.ofLong(materializer.signExtended(operand));
            case L2I -> Scalar.ofInt(materializer.value(operand));
            case I2B -> narrow(operand, 8, true);
            case I2C -> narrow(operand, 16, false);
            case I2S -> narrow(operand, 16, true);
            default -> throw Stepper.floatingPoint();
        };
    }

    private Scalar narrow(Abstract operand, int bits, boolean signed) {
        return Scalar.ofInt(builder.extend(materializer.value(operand), bits, signed, Width.W32));
    }

    private static Object convertKnown(Opcode opcode, long value) {
        return switch (opcode) {
            case I2L -> (Object) value;
            case L2I -> (Object) (int) value;
            case I2B -> (Object) (int) (byte) value;
            case I2C -> (Object) (int) (char) value;
            case I2S -> (Object) (int) (short) value;
            default -> throw Stepper.floatingPoint();
        };
    }

    Abstract compareLong(Abstract a, Abstract b, State state) {
        return compare(a, b, Width.W64, false, state);
    }

    /** The three-way comparison of two numbers. */
    static Abstract compare(Abstract a, Abstract b, Width width, boolean unsigned, State state) {
        Abstract left = number(refine(a, state));
        Abstract right = number(refine(b, state));
        if (left instanceof Known l && right instanceof Known r) {
            int result = unsigned ? Long.compareUnsigned(l.asLong(), r.asLong()) : Long.compare(l.asLong(), r.asLong());
            return new Known(result, l.split() || r.split());
        }
        return new Comparison(left, right, width, unsigned);
    }

    private static Abstract number(Abstract value) {
        if (value instanceof Undefined u) throw Materializer.undefined(u);
        return value;
    }

    private static Width width(Opcode opcode) {
        return switch (opcode) {
            case IADD, ISUB, IMUL, IDIV, IREM, ISHL, ISHR, IUSHR, IAND, IOR, IXOR -> Width.W32;
            case LADD, LSUB, LMUL, LDIV, LREM, LSHL, LSHR, LUSHR, LAND, LOR, LXOR -> Width.W64;
            default -> throw Stepper.floatingPoint();
        };
    }

    private static BinaryOperation operation(Opcode opcode) {
        return switch (opcode) {
            case IADD, LADD -> BinaryOperation.ADD;
            case ISUB, LSUB -> BinaryOperation.SUBTRACT;
            case IMUL, LMUL -> BinaryOperation.MULTIPLY;
            case IDIV, LDIV -> BinaryOperation.DIVIDE_SIGNED;
            case IREM, LREM -> BinaryOperation.REMAINDER_SIGNED;
            case ISHL, LSHL -> BinaryOperation.SHIFT_LEFT;
            case ISHR, LSHR -> BinaryOperation.SHIFT_RIGHT_SIGNED;
            case IUSHR, LUSHR -> BinaryOperation.SHIFT_RIGHT_UNSIGNED;
            case IAND, LAND -> BinaryOperation.AND;
            case IOR, LOR -> BinaryOperation.OR;
            case IXOR, LXOR -> BinaryOperation.XOR;
            default -> throw Stepper.floatingPoint();
        };
    }
}
