package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.eval.Pointer.Nullability;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the arguments of a call reach a function that is compiled apart: what is known at load time, and the shape of records and lambdas,
 * belong to the function; numbers and addresses that exist at run time travel in registers.
 */
final class ArgumentPlan {
    /** What the function is told of one argument. Equal lists of kinds mean the same function. */
    sealed interface Kind {
        /** A value of the program that needs no register. */
        record Fixed(Abstract value) implements Kind {}

        /**
         * An object of the program whose content never changes, but for arrays, which are as they are now.
         *
         * @param object one with this content
         * @param content what decides on the function
         */
        record Lasting(Known object, Object content) implements Kind {
            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Lasting that && content.equals(that.content);
            }

            @Override
            public int hashCode() {
                return content.hashCode();
            }
        }

        /** A number in a register. */
        record Numeric(Width width) implements Kind {}

        /** An address in a register. */
        record Address(Region region, Class<?> type, int length, Nullability nullability) implements Kind {}

        /** A record or lambda of such parts. */
        record Whole(Shape shape, List<Kind> parts) implements Kind {}
    }

    /** More records and lambdas within each other are not handed over. */
    private static final int MOST_PARTS = 64;

    private final State state;
    private final boolean numbersInRegisters;
    private final List<Kind> kinds = new ArrayList<>();
    private final List<Abstract> registers = new ArrayList<>();
    private int parts;
    private boolean impossible;

    private ArgumentPlan(State state, boolean numbersInRegisters) {
        this.state = state;
        this.numbersInRegisters = numbersInRegisters;
    }

    /**
     * The plan for a call, or null if an argument is an object that can change.
     *
     * @param numbersInRegisters whether numbers known at load time are passed like others, so that all calls share one function
     */
    static @Nullable ArgumentPlan of(List<Abstract> arguments, State state, boolean numbersInRegisters) {
        ArgumentPlan plan = new ArgumentPlan(state, numbersInRegisters);
        for (Abstract argument : arguments) plan.kinds.add(plan.kind(argument));
        return plan.impossible ? null : plan;
    }

    List<Kind> kinds() {
        return kinds;
    }

    /** What travels in registers, in order. */
    List<Abstract> registers() {
        return registers;
    }

    /** Whether all that the function is told of the values themselves is the same as long as they are equal. */
    boolean isOfContents() {
        return kinds.stream().allMatch(ArgumentPlan::isOfContents);
    }

    private static boolean isOfContents(Kind kind) {
        return !(kind instanceof Kind.Fixed)
                && !(kind instanceof Kind.Whole whole && !whole.parts().stream().allMatch(ArgumentPlan::isOfContents));
    }

    private Kind kind(Abstract argument) {
        Abstract value = Arithmetic.refine(argument, state);
        return switch (value) {
            case Known known
            when known.isNumber() && numbersInRegisters ->
                number(value, known.value() instanceof Long ? Width.W64 : Width.W32);
            case Known known -> object(known);
            case Scalar scalar -> number(value, scalar.width());
            case Comparison comparison -> number(comparison, Width.W32);
            case Pointer pointer -> address(pointer);
            case Virtual virtual -> whole(state.object(virtual));
            case Choice choice -> {
                // Which object it is is known at run time only, where it has no form of its own.
                impossible = true;
                yield new Kind.Fixed(choice);
            }
            case Undefined undefined -> new Kind.Fixed(undefined);
        };
    }

    private static Kind object(Known known) {
        Known object = Known.of(known.value());
        Object content = Content.asItIs(known.value());
        return content == null ? new Kind.Fixed(object) : new Kind.Lasting(object, content);
    }

    private Kind number(Abstract value, Width width) {
        registers.add(value);
        return new Kind.Numeric(width);
    }

    private Kind address(Pointer p) {
        // The function takes addresses on the stack for aligned.
        if (p.region() == Region.STACK && Alignment.of(p.base(), p.offset()) < 8) impossible = true;
        registers.add(p);
        Nullability nullability = Joiner.nonNull(state, p) ? Nullability.NEVER : p.nullability();
        return new Kind.Address(p.region(), p.type(), p.length(), nullability);
    }

    private Kind whole(VirtualObject object) {
        // An object that can change may hold itself.
        if (!object.shape().immutable() || ++parts > MOST_PARTS) impossible = true;
        if (impossible) return new Kind.Whole(object.shape(), List.of());
        List<Kind> inner = new ArrayList<>(object.fields().size());
        for (Abstract field : object.fields()) inner.add(kind(field));
        return new Kind.Whole(object.shape(), inner);
    }

    /** The argument inside of the function, {@code next} being the registers in order. */
    static Abstract inside(Kind kind, State state, ObjectIds ids, Function<Width, Value> next) {
        return switch (kind) {
            case Kind.Fixed fixed -> fixed.value();
            case Kind.Lasting lasting -> lasting.object();
            case Kind.Numeric number -> new Scalar(next.apply(number.width()), number.width());
            case Kind.Address a ->
                new Pointer(next.apply(Width.W64), 0, a.region(), a.type(), a.length(), a.nullability());
            case Kind.Whole whole -> {
                List<Abstract> parts = whole.parts().stream()
                        .map(part -> inside(part, state, ids, next))
                        .toList();
                Virtual made = ids.next();
                state.object(made.id(), new VirtualObject(whole.shape(), parts));
                yield made;
            }
        };
    }
}
