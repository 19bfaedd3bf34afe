package dev.skep.compiler.internal.eval;

import dev.skep.bpf.btf.Btf;
import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Call;
import dev.skep.compiler.internal.ir.CallTarget;
import dev.skep.compiler.internal.ir.Graph;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The methods of one program that become functions of their own instead of being inlined: those with
 * {@link dev.skep.compiler.NoInline}, and those that have been inlined once, were large, and are called again with the same known values.
 */
final class Subprograms {
    private static final int LARGE = 120;
    private static final int MOST_REGISTERS = 5;
    /**
     * How many functions may call one another where nobody asked for functions. The kernel allows eight frames ({@code MAX_CALL_FRAMES},
     * include/linux/bpf_verifier.h), of which the program has one, and loops that {@code bpf_loop} drives may need others.
     */
    private static final int MOST_NESTED = 5;

    /** Equal keys are one function. */
    private record Key(MethodCode code, List<ArgumentPlan.Kind> kinds) {}

    private record Inlined(SourcePosition site, int size) {}

    private final Map<Key, FunctionGraph> functions = new HashMap<>();
    /** By a function's number, how many frames it and what it calls need. */
    private final Map<Integer, Integer> heights = new HashMap<>();

    private final List<FunctionGraph> inOrder = new ArrayList<>();
    private final Set<Key> underWay = new HashSet<>();
    private final Set<Key> impossible = new HashSet<>();
    private final Map<Key, Inlined> inlined = new HashMap<>();
    private final Set<MethodCode> large = new HashSet<>();
    private Set<MethodCode> met = new HashSet<>();
    private int lastNumber;

    /** The functions made so far. */
    List<FunctionGraph> functions() {
        return List.copyOf(inOrder);
    }

    /** The next free number of a function. */
    CallTarget.Function next(String name) {
        return new CallTarget.Function(lastNumber++, name);
    }

    /** Keeps a function that was made elsewhere. */
    void add(FunctionGraph function) {
        inOrder.add(function);
    }

    /** Calls the method as a function and pushes its result; false if it is to be inlined. */
    boolean call(Evaluation caller, SourcePosition site, MethodCode code, List<Abstract> arguments, State state) {
        met.add(code);
        boolean forced = code.ownFunction();
        if (!forced && !large.contains(code)) return false;
        ArgumentPlan plan = ArgumentPlan.of(arguments, state, forced);
        if (plan == null || plan.registers().size() > MOST_REGISTERS) {
            if (!forced) return false;
            throw new Refusal(
                    plan == null
                            ? "an object that can change is passed to " + code + ", which is a function of its own"
                            : "more than " + MOST_REGISTERS + " values are passed to " + code,
                    "pass numbers and structs, five at most, or remove @NoInline");
        }
        Key key = new Key(code, plan.kinds());
        if (!forced && !calledBefore(key, site)) return false;
        FunctionGraph function = function(caller, key, plan, forced);
        if (function == null) {
            if (!forced) return false;
            throw new Refusal(
                    code + " gives a different kind of object on each path, and is a function of its own",
                    "let it return a number or a struct, or remove @NoInline");
        }
        List<Value> registers = new ArrayList<>();
        for (Abstract register : plan.registers())
            registers.add(caller.materializer().value(register));
        if (function.needsContext()) registers.add(caller.context());
        Call result = caller.builder().function(function.target(), registers.toArray(Value[]::new));
        if (function.changesPacket()) {
            state.packet(null);
            state.packetChange(PacketChange.at(result, function.target().name()));
        }
        Abstract value = function.result(result);
        if (value != null) state.push(value);
        return true;
    }

    private boolean calledBefore(Key key, SourcePosition site) {
        Inlined before = inlined.get(key);
        return before != null && before.size() > LARGE && !before.site().equals(site) && !impossible.contains(key);
    }

    private @Nullable FunctionGraph function(Evaluation caller, Key key, ArgumentPlan plan, boolean forced) {
        FunctionGraph known = functions.get(key);
        if (known != null || impossible.contains(key)) return known;
        if (!underWay.add(key)) {
            throw new Refusal(key.code() + " calls itself", "recursion does not exist in the kernel: write a loop");
        }
        FunctionGraph made = null;
        try {
            made = forced ? knownOrMade(caller, key, plan) : make(caller, key, plan);
        } catch (Refusal refusal) {
            // What cannot be done in a function may be possible where it is inlined.
            if (forced) throw refusal;
        } finally {
            underWay.remove(key);
        }
        int height = made == null ? 0 : 1 + highest(made.graph());
        if (made == null || (height > MOST_NESTED && !forced)) {
            impossible.add(key);
            return null;
        }
        heights.put(made.target().number(), height);
        functions.put(key, made);
        inOrder.add(made);
        return made;
    }

    private @Nullable FunctionGraph make(Evaluation caller, Key key, ArgumentPlan plan) {
        return FunctionGraph.of(
                caller,
                next(key.code().name()),
                key.code(),
                plan.kinds(),
                plan.registers().size());
    }

    /** What another program has made of the method, if this one would make the same of it. */
    private @Nullable FunctionGraph knownOrMade(Evaluation caller, Key key, ArgumentPlan plan) {
        if (caller.arraysInMemory() || !plan.isOfContents()) return make(caller, key, plan);
        CompileEnvironment environment = caller.environment();
        FunctionGraph known = environment.functions().find(caller, key.code(), plan.kinds());
        if (known != null && isPlain(known.origin())) {
            return known.as(next(key.code().name()));
        }
        int peculiarities = environment.peculiarities();
        int number = lastNumber;
        Set<MethodCode> around = met;
        met = new HashSet<>();
        try {
            @Nullable FunctionGraph[] made = new @Nullable FunctionGraph[1];
            Btf types = environment.askedTypes(() -> made[0] = make(caller, key, plan));
            FunctionGraph function = made[0];
            if (function == null) return null;
            FunctionGraph.Origin origin = new FunctionGraph.Origin(
                    KnownFunctions.Key.of(caller, key.code(), plan.kinds(), types), Set.copyOf(met));
            boolean same = environment.peculiarities() == peculiarities
                    && environment.modules().unused()
                    && lastNumber == number + 1
                    && isPlain(origin);
            return same ? function.from(origin) : function;
        } finally {
            around.addAll(met);
            met = around;
        }
    }

    /** Whether all that the function has in it is inlined here, too, and none of it so large that it is to be remembered. */
    private boolean isPlain(FunctionGraph.@Nullable Origin origin) {
        return origin != null
                && origin.inlined().stream().noneMatch(code -> code.ownFunction() || large.contains(code));
    }

    /** The height of the highest function that is called. */
    private int highest(Graph graph) {
        int highest = 0;
        for (Block block : graph.blocks()) {
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Call call && call.target() instanceof CallTarget.Function callee) {
                    highest = Math.max(highest, heights.getOrDefault(callee.number(), 0));
                }
            }
        }
        return highest;
    }

    /** Remembers how large a method was when it was inlined. */
    void inlined(SourcePosition site, MethodCode code, List<Abstract> arguments, State before, int size) {
        if (size <= LARGE) return;
        ArgumentPlan plan = ArgumentPlan.of(arguments, before, false);
        if (plan == null) return;
        large.add(code);
        inlined.putIfAbsent(new Key(code, plan.kinds()), new Inlined(site, size));
    }
}
