package dev.skep.compiler.hook;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.UntypedStruct;

/**
 * What a hook passes, by position: the one parameter of a method whose hook is known at load time only, such as
 * {@code @Kprobe("{function}")}. Positions are known at load time, and only what is asked for is read.
 *
 * <p>For typed hooks (tp_btf, fentry, fexit, fmod_ret, LSM; at an exit the result follows the arguments), raw tracepoints, kprobes,
 * kretprobes (position 0 is the result), uprobes and USDT probes. A tracepoint with a format passes an {@link UntypedStruct}, its record.
 *
 * <p>Exists in the kernel only.
 */
public interface HookArguments extends Struct {
    /** Argument {@code index} as 64 bits. */
    long number(int index);

    /** What argument {@code index} points to: for uprobes and USDT probes memory of the process, otherwise of the kernel. */
    UntypedStruct struct(int index);

    /**
     * Where argument {@code index} lies in the memory of the process, which it has to at all places of a USDT probe: not in a register, and
     * no constant.
     */
    long address(int index);

    /**
     * All 64 bits of a register at the probe; for kprobes, kretprobes, uprobes and USDT probes.
     *
     * @param name its name in {@code struct pt_regs}, such as {@code ax}, known at load time
     */
    long register(String name);

    /**
     * Writes a register of the process; the kernel allows it for uprobes and USDT probes, <i>since Linux 6.18</i> ({@code kprobe_prog_is_valid_access} of
     * kernel/trace/bpf_trace.c). After another {@code ip} the process goes on there, and the instruction at the probe is not run.
     */
    void register(String name, long value);
}
