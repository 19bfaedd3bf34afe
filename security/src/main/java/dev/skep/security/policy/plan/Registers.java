package dev.skep.security.policy.plan;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.usdt.X86Register;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.hook.Refused;
import dev.skep.security.policy.hook.Source;
import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.program.CallerRegisters;
import dev.skep.security.policy.program.MemberPath;
import dev.skep.security.policy.program.RegisterNumber;
import java.util.List;

/** Registers as arguments: at system calls those of the process that calls, elsewhere those at the probe. */
final class Registers {
    private Registers() {}

    /**
     * Where a register is.
     *
     * @param name an assembler's name, such as {@code rip} or {@code eax}
     * @throws Refused if programs at the hook do not see it
     */
    static Source of(KernelHook hook, String name) {
        if (Abi.ofHost() != Abi.X64) {
            throw Refused.because("registers are read on x86-64 alone");
        }
        X86Register.Named named =
                X86Register.named(name).orElseThrow(() -> Refused.because("there is no register " + name));
        return switch (hook) {
            case KernelHook.Tracepoint h when h.name().contains("syscalls/") -> ofCaller(named);
            case KernelHook.SystemCall h -> ofCaller(named);
            case KernelHook.TypedTracepoint h
            when h.name().equals("sys_enter") || h.name().equals("sys_exit") -> ofCaller(named);
            case KernelHook.FunctionResult h when h.function().startsWith("__x64_sys_") -> ofCaller(named);
            case KernelHook.KprobeEntry h when h.function().startsWith("__x64_sys_") -> ofCaller(named);
            case KernelHook.KprobeEntry h -> atProbe(named);
            case KernelHook.UserFunction h -> atProbe(named);
            case KernelHook.UserProbe h -> atProbe(named);
            default ->
                throw Refused.because("registers are not passed to programs at " + hook
                        + ": they are at system calls, kprobes, uprobes and usdts");
        };
    }

    private static Source atProbe(X86Register.Named named) {
        return new Source.Number(
                new RegisterNumber(named.register().field(), named.bytes(), named.highByte() ? Byte.SIZE : 0));
    }

    private static Source ofCaller(X86Register.Named named) {
        Btf btf = Btf.vmlinux();
        BtfMember member =
                btf.member(btf.find("pt_regs", BtfKind.STRUCT), named.register().field());
        if (member == null) {
            throw Refused.because("this kernel does not say where it keeps " + named.register());
        }
        MemberPath path = new MemberPath(
                List.of(),
                member.byteOffset() + (named.highByte() ? 1 : 0),
                named.register().field());
        return new Source.Number(path.number(new CallerRegisters(), named.bytes(), false));
    }
}
