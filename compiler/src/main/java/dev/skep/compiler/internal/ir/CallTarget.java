package dev.skep.compiler.internal.ir;

/** What a {@link Call} calls. */
public sealed interface CallTarget {
    /** The kernel's name of it. */
    String name();

    /** A helper by its number in the kernel's uapi ({@code enum bpf_func_id}). */
    record Helper(int id, String name) implements CallTarget {}

    /** A function of the program's own, by its number in the program. */
    record Function(int number, String name) implements CallTarget {}

    /** A kernel function by its BTF type id. */
    record Kfunc(int btfId, String name) implements CallTarget {}
}
