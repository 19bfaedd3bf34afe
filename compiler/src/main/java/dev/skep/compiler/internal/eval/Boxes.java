package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Width;
import java.lang.constant.ClassDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Boxed numbers. An Integer or a Long is the same as its number here; a Boolean, Byte, Short or Character that is known only at run
 * time is an object of the abstract heap, because the operand stack has ints for all four and {@code instanceof} must tell them apart.
 */
final class Boxes {
    private Boxes() {}

    /** The class that a value has as an object if it is a boxed number, otherwise null. */
    static @Nullable Class<?> boxClass(Abstract value, State state) {
        if (value instanceof Scalar s) return s.width() == Width.W32 ? Integer.class : Long.class;
        if (value instanceof Known k && k.value() != null)
            return isBox(k.value().getClass()) ? k.value().getClass() : null;
        if (value instanceof Virtual v && state.object(v).shape() instanceof Shape.Boxed b) return b.type();
        return null;
    }

    private static boolean isBox(Class<?> type) {
        return type == Integer.class
                || type == Long.class
                || type == Boolean.class
                || type == Character.class
                || type == Byte.class
                || type == Short.class;
    }

    /** A primitive of the type {@code primitive} as an object. */
    static Abstract box(Abstract value, ClassDesc primitive, Evaluation evaluation, State state) {
        char kind = primitive.descriptorString().charAt(0);
        Class<?> type = switch (kind) {
            case 'Z' -> Boolean.class;
            case 'B' -> Byte.class;
            case 'S' -> Short.class;
            case 'C' -> Character.class;
            default -> null;
        };
        if (type == null) return value;
        if (value instanceof Known k) return new Known(boxed(kind, k.asInt()), k.split());
        Virtual made = evaluation.objectIds().next();
        state.object(made.id(), new VirtualObject(new Shape.Boxed(type), List.of(value)));
        return made;
    }

    private static Object boxed(char kind, int number) {
        return switch (kind) {
            case 'Z' -> number != 0;
            case 'B' -> (byte) number;
            case 'S' -> (short) number;
            default -> (char) number;
        };
    }

    /** The number in a box; other values are given back as they are. */
    static Abstract unbox(Abstract value, State state) {
        if (value instanceof Virtual v && state.object(v).shape() instanceof Shape.Boxed)
            return state.object(v).fields().getFirst();
        if (value instanceof Known k && k.value() != null && isBox(k.value().getClass()))
            return new Known(ObjectOperations.onStack(k.value()), k.split());
        return value;
    }

    /** Converts as a method reference does where its types differ from the interface's: boxes, unboxes, widens. */
    static Abstract convert(Abstract value, ClassDesc from, ClassDesc to, Evaluation evaluation, State state) {
        if (from.isPrimitive() && !to.isPrimitive()) return box(value, from, evaluation, state);
        if (!to.isPrimitive()) return value;
        Abstract number = from.isPrimitive() ? value : unbox(value, state);
        if (number.equals(Known.NULL)) {
            throw new Refusal("null is unboxed to " + to.displayName() + " here", "test for null first");
        }
        boolean widens = to.descriptorString().equals("J") && Joiner.isNumber(number, Width.W32);
        if (!widens) return number;
        if (number instanceof Known k) return new Known(k.asLong(), k.split());
        return Scalar.ofLong(evaluation.materializer().signExtended(number));
    }
}
