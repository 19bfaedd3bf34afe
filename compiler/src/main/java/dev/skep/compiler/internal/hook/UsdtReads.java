package dev.skep.compiler.internal.hook;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.usdt.UsdtArgument;
import dev.skep.compiler.internal.eval.CodeBuilder;
import dev.skep.compiler.internal.eval.Evaluation;
import dev.skep.compiler.internal.eval.Pointer;
import dev.skep.compiler.internal.eval.Refusal;
import dev.skep.compiler.internal.eval.Region;
import dev.skep.compiler.internal.ir.BinaryOperation;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Function;

/** Finds one argument of a USDT probe: a register, memory of the traced process, or a constant. */
final class UsdtReads {
    private static final int GET_ATTACH_COOKIE = 174;
    /** Each choice is a comparison and a read, so this bounds the code. */
    private static final int MOST_CHOICES = 64;

    private final Evaluation evaluation;
    private final CodeBuilder code;
    private final int index;

    UsdtReads(Evaluation evaluation, int index) {
        this.evaluation = evaluation;
        this.code = evaluation.builder();
        this.index = index;
    }

    /**
     * The argument's value in 64 bits.
     *
     * @param choices where it is at the places of each kind, the kind being the attach cookie
     */
    Value value(List<UsdtArgument> choices) {
        return chosen(choices, this::read);
    }

    /** Where it lies in the memory of the process. */
    Value address(List<UsdtArgument> choices) {
        return chosen(choices, argument -> {
            if (argument instanceof UsdtArgument.InMemory in) return address(in);
            throw new Refusal(
                    "argument " + index + " of the probe is `" + argument.text() + "`, which lies in no memory",
                    "write arguments that are volatile variables of the program");
        });
    }

    private Value chosen(List<UsdtArgument> choices, Function<UsdtArgument, Value> of) {
        List<UsdtArgument> different = new ArrayList<>(new LinkedHashSet<>(choices));
        if (different.size() == 1) return of.apply(different.getFirst());
        if (choices.size() > MOST_CHOICES) {
            throw new Refusal(
                    "argument " + index + " of the probe lies differently at " + choices.size() + " places, more than "
                            + MOST_CHOICES,
                    "leave it out, or use a uprobe at one of the places");
        }
        Value cookie = code.helper(GET_ATTACH_COOKIE, "bpf_get_attach_cookie", evaluation.context());
        return chosen(choices, 0, cookie, of);
    }

    private Value chosen(List<UsdtArgument> choices, int from, Value cookie, Function<UsdtArgument, Value> of) {
        UsdtArgument first = choices.get(from);
        if (choices.subList(from, choices.size()).stream().allMatch(first::equals)) return of.apply(first);
        Edge here = new Edge();
        Edge elsewhere = new Edge();
        code.branch(Condition.EQUAL, Width.W64, cookie, Constant.of((long) from), here, elsewhere);
        code.begin(here);
        Value value = of.apply(first);
        Edge hereEnd = new Edge();
        code.jump(hereEnd);
        code.begin(elsewhere);
        Value other = chosen(choices, from + 1, cookie, of);
        Edge elsewhereEnd = new Edge();
        code.jump(elsewhereEnd);
        return code.merge(hereEnd, value, elsewhereEnd, other, Width.W64);
    }

    private Value read(UsdtArgument argument) {
        return switch (argument) {
            case UsdtArgument.Constant constant -> Constant.of(constant.value());
            case UsdtArgument.InRegister in ->
                new Registers(evaluation)
                        .part(in.register().field(), in.size(), in.signed() && in.size() < 8, in.shift());
            case UsdtArgument.InMemory in -> memory(in);
            case UsdtArgument.Unknown unknown ->
                throw new Refusal(
                        "argument " + index + " of the probe is at `" + unknown.text() + "`, which is not understood",
                        "leave it out, or read it from the registers: a parameter with @KernelStruct(\"pt_regs\")");
        };
    }

    private Value memory(UsdtArgument.InMemory in) {
        Pointer at = new Pointer(address(in), 0, Region.USER, Bytes.class, in.size(), Pointer.Nullability.TOLERATED);
        return evaluation.memory().rawLoad(at, in.size(), in.signed() && in.size() < 8, Width.W64, "argument " + index);
    }

    private Value address(UsdtArgument.InMemory in) {
        Registers registers = new Registers(evaluation);
        Value address = Constant.of(in.displacement());
        for (UsdtArgument.Term term : in.terms()) {
            Value part = registers.part(term.register().field(), 8, false, 0);
            Value scaled = term.scale() == 1
                    ? part
                    : code.binary(BinaryOperation.MULTIPLY, Width.W64, part, Constant.of((long) term.scale()));
            address = code.binary(BinaryOperation.ADD, Width.W64, scaled, address);
        }
        return address;
    }
}
