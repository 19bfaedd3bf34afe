package dev.skep.security.policy.hook;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.SystemCallLayout;
import java.util.List;

/**
 * Where arguments of a system call are at the function behind it, which gets the registers of the process as its one argument
 * (CONFIG_ARCH_HAS_SYSCALL_WRAPPER).
 */
final class SyscallRegisters {
    private static final List<String> X86 = List.of("di", "si", "dx", "r10", "r8", "r9");

    private SyscallRegisters() {}

    static List<Source> arguments() {
        Btf btf = Btf.vmlinux();
        int registers = btf.find("pt_regs", BtfKind.STRUCT);
        return X86.stream().map(name -> argument(btf, registers, name)).toList();
    }

    /** The number of the call, where registers are the first argument of a hook. */
    static NumberReader number() {
        int offset = SystemCallLayout.ofRunningKernel().number();
        return new MemberPath(List.of(), offset, "orig_ax").number(new ArgumentStruct(0, "pt_regs"), Long.BYTES, true);
    }

    private static Source argument(Btf btf, int registers, String name) {
        BtfMember member = registers < 0 ? null : btf.member(registers, name);
        if (member == null) {
            return new Source.Missing("arguments of system calls are found on x86-64 only");
        }
        MemberPath path = new MemberPath(List.of(), member.byteOffset(), name);
        return new Source.Number(path.number(new ArgumentStruct(0, "pt_regs"), Long.BYTES, false));
    }
}
