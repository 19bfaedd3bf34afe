package dev.skep.compiler.helper;

/**
 * The kernel's helpers that ask about the function that a program is attached to, or change its result. They exist in the kernel only: called on the JVM each throws
 * {@link UnsupportedOperationException}.
 */
public final class FunctionHelpers {
    private FunctionHelpers() {}

    private static UnsupportedOperationException kernelOnly() {
        return new UnsupportedOperationException(
                "this runs in the kernel only, as part of a program loaded by Kernel.load");
    }

    /** Address of the function that the program is attached to. */
    @Helper(
            id = 173,
            name = "bpf_get_func_ip",
            passes = "ctx",
            since = "5.15",
            callers = Callers.TRACING,
            gplOnly = true)
    public static long getFuncIp() {
        throw kernelOnly();
    }

    /** Argument {@code index} of the function that the program is attached to, whatever the method declares; 0 if it has none. */
    @Helper(id = 183, name = "bpf_get_func_arg", passes = "ctx $0 out", since = "5.17", callers = Callers.TRAMPOLINES)
    public static long getFuncArg(int index) {
        throw kernelOnly();
    }

    /** The result of the function that the program is attached to, at its exit. */
    @Helper(id = 184, name = "bpf_get_func_ret", passes = "ctx out", since = "5.17", callers = Callers.TRAMPOLINES)
    public static long getFuncRet() {
        throw kernelOnly();
    }

    /** How many arguments the function has that the program is attached to. */
    @Helper(id = 185, name = "bpf_get_func_arg_cnt", passes = "ctx", since = "5.17", callers = Callers.TRAMPOLINES)
    public static long getFuncArgCnt() {
        throw kernelOnly();
    }

    /** In a kprobe of a function that allows it: the function returns {@code result} at once. */
    @Helper(
            id = 58,
            name = "bpf_override_return",
            passes = "ctx $0",
            since = "4.16",
            callers = Callers.PROBES,
            gplOnly = true)
    public static int overrideReturn(long result) {
        throw kernelOnly();
    }
}
