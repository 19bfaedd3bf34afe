package dev.skep.security.policy.hook;

import dev.skep.bpf.feature.Support;
import dev.skep.bpf.tracefs.TracepointFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What a kernel lets programs be attached to. */
public interface KernelOffer {
    /** Whether the entry of functions can be hooked by trampolines. */
    boolean functionEntry();

    /** Whether the exit of functions can be hooked by trampolines. */
    boolean functionExit();

    /** Whether the result of {@code function} can be replaced by a trampoline. */
    boolean functionResult(String function);

    /** Whether programs can be attached to hooks of the LSM. */
    boolean security();

    /** Whether functions can be hooked by breakpoints. */
    boolean kprobes();

    /** Whether a breakpoint may replace the result of {@code function}. */
    boolean overridable(String function);

    /** Whether programs may write the memory of processes. */
    Support writesMemory();

    /** Whether programs may write the registers of processes. */
    Support writesRegisters();

    /** Whether there is a function of this name that can be hooked. */
    boolean hasFunction(String name);

    /** Where the code of a function is; empty if there is none such, or the kernel hides it. */
    OptionalLong address(String function);

    /** Whether there is a typed tracepoint of this name. */
    boolean hasTypedTracepoint(String name);

    /**
     * Whether nobody else comes to run on a processor while a program runs at a tracepoint there, as before Linux 7. Otherwise all that
     * others do there meanwhile is missed, since a program never runs twice on one processor ({@code bpf_prog_get_recursion_context}).
     */
    boolean holdsAtTracepoints();

    /** The format of a tracepoint, {@code category/name}. */
    Optional<TracepointFormat> tracepoint(String name);

    /** Types of the parameters of a function; empty if there is none such. */
    Optional<List<Integer>> parameters(String function);

    /** Whether a function that there is returns a value. */
    boolean returnsValue(String function);

    /** Types of what a typed tracepoint passes. */
    Optional<List<Integer>> tracepointParameters(String name);

    /** Names of the functions that can be hooked, of those that begin with {@code prefix}. */
    List<String> functions(String prefix);
}
