package dev.skep.compiler.helper;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Struct;

/**
 * Memory whose members are found by plain Java at load time, and not declared by an interface: what a program reads of a struct that its
 * user names. A {@link dev.skep.bpf.btf.Btf} says where members lie; offsets and sizes are known at load time, and each access becomes one
 * load, or one bpf_probe_read where the verifier does not know the memory.
 *
 * {@snippet :
 * @TpBtf("{hook}")
 * void run(HookArguments arguments) {
 *     // task->mm->owner->tgid, with offsets that the constructor found
 *     long tgid = arguments.struct(0).pointer(mm, "mm_struct").pointer(owner, "task_struct").number(tgid, 4, true);
 * }
 * }
 *
 * <p>Exists in the kernel only.
 */
public interface UntypedStruct extends Struct {
    /**
     * A number, extended to 64 bits.
     *
     * @param offset bytes from the start
     * @param bytes 1, 2, 4 or 8
     * @param signed whether the sign is extended
     */
    long number(int offset, int bytes, boolean signed);

    /** The struct or array that is embedded at {@code offset}. */
    UntypedStruct embedded(int offset);

    /**
     * What the pointer at {@code offset} points to; reading through a wrong or null pointer gives 0.
     *
     * @param struct what BTF says that it points to, by name; empty if that is no struct. A struct is read by plain loads: where the verifier
     *     knows this memory it knows that, too, and elsewhere as {@link Memory#cast(long, String)} says
     */
    UntypedStruct pointer(int offset, String struct);

    /** The {@code length} bytes at {@code offset}. */
    Bytes bytes(int offset, int length);

    /** The same memory seen through an interface. */
    <T extends Struct> T as(Class<T> type);
}
