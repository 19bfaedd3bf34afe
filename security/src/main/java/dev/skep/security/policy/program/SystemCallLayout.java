package dev.skep.security.policy.program;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.helper.UntypedStruct;
import dev.skep.security.kernel.Task;
import java.util.List;
import java.util.Objects;

/**
 * Where this kernel has what belongs to a system call, on x86-64: arguments and number in {@code struct pt_regs}
 * (arch/x86/include/asm/syscall.h), and in the thread whether a program of 32 bits calls, whose calls have other numbers.
 *
 * @param arguments offsets of the registers with arguments, in order
 * @param number offset of the one with the number of the call
 * @param status where {@code task_struct.thread_info.status} lies
 */
public record SystemCallLayout(List<Integer> arguments, int number, int status) {
    private static final List<String> ARGUMENTS = List.of("di", "si", "dx", "r10", "r8", "r9");

    /** {@code TS_COMPAT} of arch/x86/include/asm/thread_info.h. */
    private static final int COMPAT = 2;

    /** Copies. */
    public SystemCallLayout {
        arguments = List.copyOf(arguments);
    }

    /** Looked for when the first one is wanted. */
    private static final class Running {
        private static final SystemCallLayout LAYOUT = new SystemCallLayout(
                ARGUMENTS.stream().map(name -> offset("pt_regs", name)).toList(),
                offset("pt_regs", "orig_ax"),
                offset("task_struct", "thread_info") + offset("thread_info", "status"));
    }

    /** That of the kernel that runs. */
    public static SystemCallLayout ofRunningKernel() {
        return Running.LAYOUT;
    }

    private static int offset(String struct, String name) {
        Btf btf = Btf.vmlinux();
        BtfMember member = btf.member(btf.find(struct, BtfKind.STRUCT), name);
        return Objects.requireNonNull(member, struct + "." + name).byteOffset();
    }

    /** Whether the thread that runs makes a call of a program of 32 bits. Kernel only. */
    boolean isCompat() {
        return isCompat(Memory.view(Helpers.getCurrentTaskBtf(Task.class), UntypedStruct.class), status);
    }

    /** Whether a thread makes such a call. Kernel only. */
    static boolean isCompat(UntypedStruct task, int status) {
        return (task.number(status, Integer.BYTES, false) & COMPAT) != 0;
    }
}
