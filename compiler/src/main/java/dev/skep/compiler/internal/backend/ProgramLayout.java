package dev.skep.compiler.internal.backend;

import dev.skep.bpf.program.MapRelocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts a program's main function and the functions that it calls one behind the other, and lets calls find them.
 *
 * <p>The kernel counts the stack over every chain of calls, each function rounded up to 32 bytes, and allows 512 in all.
 */
public final class ProgramLayout {
    private static final int FRAME = 32;

    /**
     * A function of the program's own.
     *
     * @param number as calls name it
     * @param name for the kernel and for messages
     * @param arguments how many it takes
     * @param code its instructions
     */
    public record Function(int number, String name, int arguments, CompiledCode code) {}

    private final CompiledCode main;
    private final Map<Integer, Function> functions = new HashMap<>();

    private ProgramLayout(CompiledCode main, List<Function> functions) {
        this.main = main;
        for (Function function : functions) this.functions.put(function.number(), function);
    }

    /**
     * The whole program; functions that nothing calls are left out.
     *
     * @throws StackLimitException if a chain of calls needs more stack than there is
     */
    public static CompiledCode of(String name, CompiledCode main, List<Function> functions) {
        if (functions.isEmpty()) return main;
        return new ProgramLayout(main, functions).link(name);
    }

    private CompiledCode link(String name) {
        Set<Integer> order = new LinkedHashSet<>();
        collect(main, order);
        Map<Integer, Integer> starts = new HashMap<>();
        int size = main.length();
        for (int number : order) {
            starts.put(number, size);
            size += function(number).code().length();
        }
        long[] words = new long[size];
        List<MapRelocation> relocations = new ArrayList<>();
        List<LineEntry> lines = new ArrayList<>();
        List<FunctionEntry> entries = new ArrayList<>();
        int spills = main.spills();
        place(main, 0, starts, words, relocations, lines);
        for (int number : order) {
            Function function = function(number);
            int start = start(number, starts);
            place(function.code(), start, starts, words, relocations, lines);
            entries.add(new FunctionEntry(function.name(), start, function.arguments()));
            spills += function.code().spills();
        }
        List<String> chain = new ArrayList<>();
        int stack = deepest(name, main, chain);
        if (stack > StackLimitException.LIMIT) throw new StackLimitException(stack, chain.reversed());
        return new CompiledCode(words, relocations, lines, List.of(), entries, stack, spills);
    }

    private Function function(int number) {
        Function function = functions.get(number);
        if (function == null) throw new IllegalStateException("no function " + number);
        return function;
    }

    private static int start(int function, Map<Integer, Integer> starts) {
        return Objects.requireNonNull(starts.get(function), () -> "function " + function + " has no place");
    }

    private void collect(CompiledCode code, Set<Integer> order) {
        for (FunctionUse use : code.functionUses()) {
            if (order.add(use.function())) collect(function(use.function()).code(), order);
        }
    }

    private static void place(
            CompiledCode code,
            int start,
            Map<Integer, Integer> starts,
            long[] words,
            List<MapRelocation> relocations,
            List<LineEntry> lines) {
        long[] own = code.instructions();
        System.arraycopy(own, 0, words, start, own.length);
        for (FunctionUse use : code.functionUses()) {
            int at = start + use.instruction();
            int distance = start(use.function(), starts) - at - 1;
            words[at] = (words[at] & 0xffff_ffffL) | (long) distance << 32;
        }
        for (MapRelocation relocation : code.mapRelocations()) {
            relocations.add(new MapRelocation(start + relocation.instruction(), relocation.map()));
        }
        for (LineEntry line : code.lines()) lines.add(new LineEntry(start + line.instruction(), line.position()));
    }

    /** The bytes of the deepest chain, which is left in {@code chain} from its end to its start. */
    private int deepest(String name, CompiledCode code, List<String> chain) {
        int below = 0;
        List<String> longest = List.of();
        for (FunctionUse use : code.functionUses()) {
            List<String> candidate = new ArrayList<>();
            Function function = function(use.function());
            int bytes = deepest(function.name(), function.code(), candidate);
            if (bytes <= below) continue;
            below = bytes;
            longest = candidate;
        }
        chain.addAll(longest);
        chain.add(name + " " + code.stackBytes());
        return below + (Math.max(1, code.stackBytes()) + FRAME - 1 & -FRAME);
    }
}
