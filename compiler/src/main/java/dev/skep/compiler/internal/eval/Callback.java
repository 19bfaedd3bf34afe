package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.FunctionReference;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A lambda that the kernel calls, as a function of the program.
 *
 * <p>What the lambda captured at run time, and the program's context, lie in a block on the caller's stack, whose address the kernel hands
 * through; the function takes them from there. What is known at load time folds as ever.
 *
 * @param function the function, as an argument of a helper
 * @param block the address of the block, 0 if the lambda captured nothing
 */
public record Callback(Value function, Value block) {
    /** How a callback finds its arguments in registers. */
    public interface Registers {
        /** The arguments after the lambda; {@code register} gives the kernel's argument of that number as 64 bits. */
        List<Abstract> arguments(Evaluation inside, IntFunction<Value> register);
    }

    /** Nothing is handed through: the function is called when this run is over. */
    public static final int LATER = -1;

    /**
     * Compiles the method {@code name} of {@code stub}, which takes the lambda and then its arguments.
     *
     * @param blockRegister the number of the kernel's argument that is the block, or {@link #LATER}
     */
    static Callback of(
            Evaluation caller,
            State state,
            Abstract lambda,
            Class<?> stub,
            String name,
            MethodTypeDesc type,
            int blockRegister,
            int registers,
            Registers found) {
        MethodCode code = caller.method(stub, name, type);
        if (code == null) throw new IllegalStateException("no bytecode of " + stub);
        ArgumentPlan plan = ArgumentPlan.of(List.of(lambda), state, false);
        if (plan == null) {
            throw new Refusal("this callback uses an object that can change", "keep what it changes in a map value");
        }
        int captured = plan.registers().size();
        if (captured > 0 && blockRegister == LATER) {
            throw new Refusal(
                    "this callback runs when this run of the program is over, and uses a value of it",
                    "let it read what it needs from the map value");
        }
        FunctionGraph function =
                FunctionGraph.of(caller, caller.subprograms().next(name), code, registers, (inside, own) -> {
                    CodeBuilder builder = inside.builder();
                    Value block = blockRegister == LATER ? Constant.of(0L) : builder.argument(blockRegister, Width.W64);
                    int[] next = {0};
                    List<Abstract> arguments = new ArrayList<>();
                    arguments.add(ArgumentPlan.inside(
                            plan.kinds().getFirst(),
                            own,
                            inside.objectIds(),
                            width -> builder.load(block, 8 * next[0]++, width.bits() / 8, false, width, "captured")));
                    arguments.addAll(found.arguments(inside, index -> builder.argument(index, Width.W64)));
                    if (blockRegister != LATER) {
                        inside.context(builder.load(block, 8 * captured, 8, false, Width.W64, "context"));
                    }
                    return arguments;
                });
        if (function == null) throw new IllegalStateException("results of " + stub + "." + name);
        caller.subprograms().add(function);
        Value block = Constant.of(0L);
        if (captured > 0 || function.needsContext()) block = block(caller, plan, function.needsContext());
        return new Callback(new FunctionReference(function.target()), block);
    }

    private static Value block(Evaluation caller, ArgumentPlan plan, boolean withContext) {
        int captured = plan.registers().size();
        CodeBuilder builder = caller.builder();
        StackAddress block = new StackAddress(
                builder.graph().newSlot(8 * (captured + (withContext ? 1 : 0)), 8, "captured values"), 0);
        for (int i = 0; i < captured; i++) {
            Abstract value = plan.registers().get(i);
            boolean wide = value instanceof Pointer || (value instanceof Scalar s && s.width() == Width.W64);
            builder.store(block, 8 * i, wide ? 8 : 4, caller.materializer().value(value));
        }
        if (withContext) builder.store(block, 8 * captured, 8, caller.context());
        return block;
    }
}
