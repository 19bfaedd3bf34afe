package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;

/**
 * Makes structs of memory inside a program: on its stack, at a kernel address, at an address of the traced process. Exists in the
 * kernel only: called on the JVM each method throws {@link UnsupportedOperationException}.
 */
public final class Memory {
    private Memory() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /** A zeroed struct on the program's stack, which has 512 bytes in all. */
    public static <T extends Struct> T onStack(Class<T> type) {
        throw kernelOnly();
    }

    /** Zeroed bytes on the program's stack; {@code length} is known at load time. */
    public static Bytes onStack(int length) {
        throw kernelOnly();
    }

    /** The struct at a kernel address; each field is read with bpf_probe_read_kernel and is 0 where the address is wrong. */
    public static <T extends Struct> T atKernel(long address, Class<T> type) {
        throw kernelOnly();
    }

    /**
     * As {@link #atKernel}, but by plain loads where the kernel can check them ({@code bpf_rdonly_cast}, since Linux 6.2): a few
     * nanoseconds instead of a helper call for each field. A wrong address gives 0 here, too.
     *
     * @param type an interface with {@code @KernelStruct}
     */
    public static <T extends Struct> T cast(long address, Class<T> type) {
        throw kernelOnly();
    }

    /**
     * The same struct, of which the verifier is to take nothing for granted: a program with many reads behind it loads several times faster.
     * Of each pointer that is read from a struct which the verifier trusts, such as an argument of {@code @TpBtf} or the current task, it
     * asks the kernel's BTF several times, name by name, whether it is to trust that, too ({@code btf_nested_type_is_trusted} in
     * kernel/bpf/btf.c, since Linux 6.3): a millisecond for a pointer. A wrong address gives 0 then, as with {@link #cast(long, Class)}. What a
     * helper wants trusted cannot come from here. Kernels without {@code bpf_rdonly_cast} trust without asking: there it is the struct
     * itself.
     *
     * @param struct one that a hook or a helper gave, of an interface with {@code @KernelStruct}
     */
    public static <T extends Struct> T untrusted(T struct) {
        throw kernelOnly();
    }

    /**
     * As {@link #cast(long, Class)}, for a struct whose name and members are known at load time.
     *
     * @param struct its name in the kernel's BTF
     */
    public static UntypedStruct cast(long address, String struct) {
        throw kernelOnly();
    }

    /** The struct at an address of the traced process; each field is read with bpf_probe_read_user and is 0 where it is not mapped. */
    public static <T extends Struct> T atUser(long address, Class<T> type) {
        throw kernelOnly();
    }

    /**
     * The same memory seen through another interface, which may be shorter: a struct that begins like it. Of structs of the kernel any other
     * view is possible, as of an {@link UntypedStruct}.
     */
    public static <T extends Struct> T view(Struct struct, Class<T> type) {
        throw kernelOnly();
    }

    /** The address of a struct, 0 for null. */
    public static long address(Struct struct) {
        throw kernelOnly();
    }

    /**
     * The kernel struct that embeds {@code member}: {@code container_of(member, type, name)}.
     *
     * @param member address of the embedded struct
     * @param type an interface with {@code @KernelStruct}
     * @param name the member's name in it
     */
    public static <T extends Struct> T containerOf(long member, Class<T> type, String name) {
        throw kernelOnly();
    }

    /**
     * A part of {@code bytes}; no copy is made. The verifier demands that {@code offset + length} can be seen to stay inside: mask or
     * compare the offset first.
     *
     * @param length known at load time
     */
    public static Bytes slice(Bytes bytes, int offset, int length) {
        throw kernelOnly();
    }
}
