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
}
