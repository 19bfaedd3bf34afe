package dev.skep.compiler.internal.ir;

import org.jspecify.annotations.Nullable;

/** What a {@link Call} calls. */
public sealed interface CallTarget {
    /** The kernel's name of it. */
    String name();

    /** What the program gets and must give back; null if it is nothing of that kind. */
    default @Nullable Resource gives() {
        return null;
    }

    /** A helper by its number in the kernel's uapi ({@code enum bpf_func_id}). */
    record Helper(int id, String name, @Nullable Resource gives) implements CallTarget {
        /** One that gives nothing. */
        public Helper(int id, String name) {
            this(id, name, null);
        }
    }

    /** A function of the program's own, by its number in the program. */
    record Function(int number, String name) implements CallTarget {}

    /**
     * A kernel function by its BTF type id.
     *
     * @param module 0 for the kernel's own types, otherwise the place of a module among those of the load, counted from 1
     */
    record Kfunc(
            int btfId, int module, String name, @Nullable Resource gives) implements CallTarget {
        /** One of the kernel itself that gives nothing. */
        public Kfunc(int btfId, String name) {
            this(btfId, 0, name, null);
        }
    }
}
