package dev.skep.compiler.internal.eval;

import java.lang.classfile.Instruction;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where short pure computations of a method end in a branch, and what that depends on. */
final class Tests {
    private static final int LONGEST_TEST = 14;

    private final MethodCode code;
    /** What was found, by position, in the program's own method and in one that is inlined; how many entries the stack has is always the same. */
    private final int[] @Nullable [] own;

    private final int[] @Nullable [] inlined;

    Tests(MethodCode code) {
        this.code = code;
        own = new int[code.length()] @Nullable [];
        inlined = new int[code.length()] @Nullable [];
    }

    /**
     * The locals that the branch at the end of the computation at {@code start} depends on, and the stack entries, which are numbered behind
     * all locals; none if there is no such branch. Not to be changed.
     */
    int[] at(int start, boolean isInlined, int depth) {
        int[] @Nullable [] known = isInlined ? inlined : own;
        int[] tested = known[start];
        if (tested == null) {
            tested = find(isInlined, start, depth).stream().toArray();
            known[start] = tested;
        }
        return tested;
    }

    private BitSet find(boolean inlined, int start, int depth) {
        BitSet none = new BitSet();
        List<BitSet> stack = new ArrayList<>();
        for (int i = 0; i < depth; i++) stack.add(single(code.localCount() + i));
        Map<Integer, BitSet> locals = new LinkedHashMap<>();
        for (int pc = start; pc < code.length() && pc < start + LONGEST_TEST; pc++) {
            if (pc > start && code.flow().startsBlock(pc)) return none;
            Instruction instruction = code.at(pc);
            Opcode opcode = instruction.opcode();
            switch (opcode.kind()) {
                case LOAD -> {
                    int slot = ((LoadInstruction) instruction).slot();
                    stack.add(locals.getOrDefault(slot, single(slot)));
                }
                case STORE -> locals.put(((StoreInstruction) instruction).slot(), stack.removeLast());
                case INCREMENT -> {
                    int slot = ((IncrementInstruction) instruction).slot();
                    locals.put(slot, locals.getOrDefault(slot, single(slot)));
                }
                case CONSTANT -> stack.add(new BitSet());
                case CONVERT, TYPE_CHECK, NOP -> {}
                case OPERATOR -> {
                    if (opcode == Opcode.INEG || opcode == Opcode.LNEG) break;
                    if (opcode == Opcode.ARRAYLENGTH) return none;
                    BitSet both = (BitSet) stack.removeLast().clone();
                    both.or(stack.removeLast());
                    stack.add(both);
                }
                case BRANCH -> {
                    if (opcode == Opcode.GOTO || opcode == Opcode.GOTO_W) return none;
                    BitSet tested = stack.removeLast();
                    if (!takesOne(opcode)) {
                        tested = (BitSet) tested.clone();
                        tested.or(stack.removeLast());
                    }
                    return tested;
                }
                case TABLE_SWITCH, LOOKUP_SWITCH -> {
                    return stack.removeLast();
                }
                case RETURN -> {
                    // What the caller does with the result decides whether the paths come together.
                    return inlined && opcode == Opcode.IRETURN ? stack.removeLast() : none;
                }
                default -> {
                    return none;
                }
            }
        }
        return none;
    }

    private static boolean takesOne(Opcode opcode) {
        return switch (opcode) {
            case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> true;
            default -> false;
        };
    }

    private static BitSet single(int slot) {
        BitSet set = new BitSet();
        set.set(slot);
        return set;
    }
}
