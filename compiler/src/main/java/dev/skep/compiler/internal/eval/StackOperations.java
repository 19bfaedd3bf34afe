package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Width;
import java.lang.classfile.Opcode;

/** The bytecodes that only rearrange the operand stack; a long is one entry here and counts as two. */
final class StackOperations {
    private StackOperations() {}

    static void apply(Opcode opcode, State state) {
        switch (opcode) {
            case POP -> state.pop();
            case POP2 -> {
                if (!wide(state.pop())) state.pop();
            }
            case DUP -> below(state, 0, 1);
            case DUP_X1 -> below(state, 1, 1);
            case DUP_X2 -> below(state, wide(state.stack(state.depth() - 2)) ? 1 : 2, 1);
            case DUP2 -> below(state, 0, pair(state, state.depth() - 1));
            case DUP2_X1 -> below(state, 1, pair(state, state.depth() - 1));
            case DUP2_X2 -> {
                int top = pair(state, state.depth() - 1);
                below(state, pair(state, state.depth() - 1 - top), top);
            }
            case SWAP -> {
                Abstract a = state.pop();
                Abstract b = state.pop();
                state.push(a);
                state.push(b);
            }
            default -> throw new IllegalStateException("not a stack operation: " + opcode);
        }
    }

    /** How many entries the two words that end at {@code index} are. */
    private static int pair(State state, int index) {
        return wide(state.stack(index)) ? 1 : 2;
    }

    /** Copies the {@code count} top entries below the {@code skipped} entries under them. */
    private static void below(State state, int skipped, int count) {
        int total = skipped + count;
        Abstract[] entries = new Abstract[total];
        for (int i = total - 1; i >= 0; i--) entries[i] = state.pop();
        for (int i = skipped; i < total; i++) state.push(entries[i]);
        for (int i = 0; i < total; i++) state.push(entries[i]);
    }

    private static boolean wide(Abstract value) {
        return (value instanceof Known k && k.value() instanceof Long)
                || (value instanceof Scalar s && s.width() == Width.W64);
    }
}
