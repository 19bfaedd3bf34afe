package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Range;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.SwitchCase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Conditional jumps and switches: decided now where the operands are known, otherwise a branch whose outcome each path remembers. */
final class Branches {
    private final Evaluation evaluation;
    private final Evaluator evaluator;
    private final CodeBuilder builder;

    Branches(Evaluation evaluation, Evaluator evaluator) {
        this.evaluation = evaluation;
        this.evaluator = evaluator;
        this.builder = evaluation.builder();
    }

    void branch(Frame frame, int pc, Opcode opcode, int target, State state, Successors successors) {
        Abstract right;
        Abstract left;
        Width width = Width.W32;
        boolean unsigned = false;
        boolean references = false;
        switch (opcode) {
            case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE -> {
                left = state.pop();
                right = Known.of(0);
                if (left instanceof Comparison c) {
                    left = c.left();
                    right = c.right();
                    width = c.width();
                    unsigned = c.unsigned();
                }
            }
            case IFNULL, IFNONNULL -> {
                left = state.pop();
                right = Known.NULL;
                width = Width.W64;
                references = true;
            }
            default -> {
                right = state.pop();
                left = state.pop();
                references = opcode == Opcode.IF_ACMPEQ || opcode == Opcode.IF_ACMPNE;
                if (references) width = Width.W64;
            }
        }
        left = usable(Arithmetic.refine(left, state));
        right = usable(Arithmetic.refine(right, state));
        Condition condition = condition(opcode);
        if (unsigned) condition = condition.unsigned();
        if (references && (left instanceof Choice || right instanceof Choice)) {
            Abstract same = evaluation.columns().sameAs(left, right, state);
            left = same;
            right = Known.of(1);
            width = Width.W32;
            references = false;
        }
        if (references && isObject(left) && isObject(right)) {
            // Another object with the same content could be the one here and not the other.
            evaluation.environment().peculiar();
        }
        Decision decision = decide(condition, width, left, right, state, references);
        if (decision != null) {
            if (!decision.split()) evaluator.decided(frame, pc, decision.taken() ? pc + 1 : target);
            Edge edge = new Edge();
            builder.jump(edge);
            successors.add(decision.taken() ? target : pc + 1, edge, state);
            return;
        }
        Edge taken = new Edge();
        Edge notTaken = new Edge();
        Value leftValue = evaluation.materializer().value(left);
        Value rightValue = evaluation.materializer().value(right);
        builder.branch(condition, width, leftValue, rightValue, taken, notTaken);
        State other = state.copy();
        learn(condition, width, left, right, state);
        learn(condition.negated(), width, left, right, other);
        successors.add(target, taken, state);
        successors.add(pc + 1, notTaken, other);
    }

    private static boolean isObject(Abstract value) {
        return value instanceof Known k && !k.isNumber() && k.value() != null && !(k.value() instanceof Enum<?>);
    }

    private static Abstract usable(Abstract value) {
        if (value instanceof Undefined u) throw Materializer.undefined(u);
        return value;
    }

    private record Decision(boolean taken, boolean split) {}

    private static @Nullable Decision decide(
            Condition condition, Width width, Abstract left, Abstract right, State state, boolean references) {
        if (references) {
            Decision decision = decideReferences(condition, left, right, state);
            if (decision != null) return decision;
        }
        if (left instanceof Known l && right instanceof Known r) {
            boolean split = l.split() || r.split();
            if (l.isNumber() && r.isNumber())
                return new Decision(condition.evaluate(width, l.asLong(), r.asLong()), split);
            return new Decision(l.sameValue(r) == (condition == Condition.EQUAL), split);
        }
        boolean againstNull = right.equals(Known.NULL) || left.equals(Known.NULL);
        Abstract reference = right.equals(Known.NULL) ? left : right;
        if (againstNull && reference instanceof Pointer p) {
            if (Joiner.nonNull(state, p)) return new Decision(condition == Condition.NOT_EQUAL, true);
            if (state.fact(p.base()) instanceof Fact.Null) return new Decision(condition == Condition.EQUAL, true);
            return null;
        }
        if (left instanceof Virtual || right instanceof Virtual) {
            return new Decision(left.equals(right) == (condition == Condition.EQUAL), false);
        }
        return null;
    }

    /** What numbers in boxes and objects of the abstract heap are compared by {@code ==} as objects. */
    private static @Nullable Decision decideReferences(
            Condition condition, Abstract left, Abstract right, State state) {
        Class<?> leftBox = Boxes.boxClass(left, state);
        Class<?> rightBox = Boxes.boxClass(right, state);
        if (leftBox != null && rightBox != null) {
            throw new Refusal(
                    "== on boxed numbers compares objects, which the kernel does not have",
                    "use equals, or int and long");
        }
        if (leftBox != null || rightBox != null) return new Decision(condition != Condition.EQUAL, false);
        if (left instanceof Virtual a && right instanceof Virtual b) {
            Shape shape = state.object(a).shape();
            if (!a.equals(b)
                    && shape.immutable()
                    && shape.equals(state.object(b).shape())) {
                throw new Refusal(
                        "== on two objects of " + shape.type().getSimpleName()
                                + " that the program made: they have no identity in the kernel",
                        "use equals");
            }
        }
        return null;
    }

    private static void learn(Condition condition, Width width, Abstract left, Abstract right, State state) {
        if (right.equals(Known.NULL) && left instanceof Pointer p && p.offset() == 0) {
            state.learn(p.base(), condition == Condition.EQUAL ? new Fact.Null() : new Fact.NonNull());
            return;
        }
        learnRange(condition, width, left, right, state);
        learnRange(condition.mirrored(), width, right, left, state);
    }

    private static void learnRange(Condition condition, Width width, Abstract left, Abstract right, State state) {
        if (!(left instanceof Scalar s) || s.width() != width || s.value().width() != width) return;
        // The verifier learns from it since Linux 6.8 only.
        if (condition == Condition.NOT_EQUAL) return;
        Range before = Ranges.of(left, state);
        Range after = before.after(condition, Ranges.of(right, state));
        if (after.isEmpty()) return;
        if (after.isSingle() && right instanceof Known) state.learn(s.value(), new Fact.Equal(after.least()));
        else if (!after.equals(before)) state.learn(s.value(), new Fact.Within(after));
    }

    void select(Frame frame, int pc, List<SwitchCase> cases, Label otherwise, State state, Successors successors) {
        MethodCode code = frame.code();
        Abstract selector = usable(Arithmetic.refine(state.pop(), state));
        int defaultTarget = code.position(otherwise);
        if (selector instanceof Known k) {
            int target = defaultTarget;
            for (SwitchCase c : cases) if (c.caseValue() == k.asInt()) target = code.position(c.target());
            if (!k.split()) {
                for (int candidate : code.targets(pc)) if (candidate != target) evaluator.decided(frame, pc, candidate);
            }
            Edge edge = new Edge();
            builder.jump(edge);
            successors.add(target, edge, state);
            return;
        }
        Value register = evaluation.materializer().value(selector);
        Range range = Ranges.of(selector, state);
        List<SwitchCase> possible = cases.stream()
                .filter(c -> range.least() <= c.caseValue() && c.caseValue() <= range.most())
                .toList();
        boolean complete = possible.size() == range.most() - range.least() + 1;
        if (complete) {
            defaultTarget = code.position(possible.getLast().target());
            possible = possible.subList(0, possible.size() - 1);
        }
        for (SwitchCase c : possible) {
            int target = code.position(c.target());
            if (target == defaultTarget) continue;
            Edge matches = new Edge();
            Edge differs = new Edge();
            builder.branch(Condition.EQUAL, Width.W32, register, Constant.of(c.caseValue()), matches, differs);
            State matched = state.copy();
            if (register.width() == Width.W32) matched.learn(register, new Fact.Equal(c.caseValue()));
            successors.add(target, matches, matched);
            builder.begin(differs);
        }
        Edge edge = new Edge();
        builder.jump(edge);
        successors.add(defaultTarget, edge, state);
    }

    private static Condition condition(Opcode opcode) {
        return switch (opcode) {
            case IFEQ, IF_ICMPEQ, IFNULL, IF_ACMPEQ -> Condition.EQUAL;
            case IFNE, IF_ICMPNE, IFNONNULL, IF_ACMPNE -> Condition.NOT_EQUAL;
            case IFLT, IF_ICMPLT -> Condition.LESS_SIGNED;
            case IFGE, IF_ICMPGE -> Condition.GREATER_OR_EQUAL_SIGNED;
            case IFGT, IF_ICMPGT -> Condition.GREATER_SIGNED;
            case IFLE, IF_ICMPLE -> Condition.LESS_OR_EQUAL_SIGNED;
            default -> throw new IllegalStateException("not a branch: " + opcode);
        };
    }
}
