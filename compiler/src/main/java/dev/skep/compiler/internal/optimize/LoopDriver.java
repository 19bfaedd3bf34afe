package dev.skep.compiler.internal.optimize;

import java.util.function.IntSupplier;

/** What the kernel has to run loops that its verifier would not follow turn by turn. */
public sealed interface LoopDriver {
    /** BPF_MAX_LOOPS: the most turns that either of them takes. */
    int MOST_TURNS = 1 << 23;

    /** The kernel's name for it. */
    String name();

    /**
     * An iterator over numbers: since Linux 6.4. The loop stays where it is, see {@link IteratorLoops}.
     *
     * @param create BTF id of {@code bpf_iter_num_new}
     * @param next BTF id of {@code bpf_iter_num_next}
     * @param destroy BTF id of {@code bpf_iter_num_destroy}
     */
    record NumberIterator(int create, int next, int destroy) implements LoopDriver {
        @Override
        public String name() {
            return "bpf_iter_num";
        }
    }

    /**
     * A helper that calls a function again and again: since Linux 5.17. The turn becomes that function, see {@link CallbackLoops}.
     *
     * @param numbers gives each such function a number that no other function of the program has
     */
    record CallbackHelper(IntSupplier numbers) implements LoopDriver {
        @Override
        public String name() {
            return "bpf_loop";
        }
    }
}
