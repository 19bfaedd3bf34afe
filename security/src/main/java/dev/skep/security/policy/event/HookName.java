package dev.skep.security.policy.event;

/** A hook as a policy names it, whatever serves it in this kernel. */
public sealed interface HookName {
    /**
     * An entry of {@code kprobes}.
     *
     * @param function the function; of a system call with the prefix of the machine: {@code __x64_sys_read}
     */
    record Kprobe(String function) implements HookName {}

    /**
     * An entry of {@code fentries}.
     *
     * @param function the function
     */
    record Fentry(String function) implements HookName {}

    /**
     * An entry of {@code tracepoints}.
     *
     * @param subsystem its first part
     * @param event its second part
     */
    record Tracepoint(String subsystem, String event) implements HookName {}

    /**
     * An entry of {@code uprobes}.
     *
     * @param path the program or library
     * @param symbol the function, empty where the place is named by {@code offset} alone
     * @param offset bytes from the start of the file, or from the function
     * @param referenceCounterOffset where the counter is that the kernel raises, 0 for none
     */
    record Uprobe(String path, String symbol, long offset, long referenceCounterOffset) implements HookName {}

    /**
     * An entry of {@code usdts}.
     *
     * @param path the program or library
     * @param provider of the probe
     * @param name of the probe
     */
    record Usdt(String path, String provider, String name) implements HookName {}

    /**
     * An entry of {@code lsmhooks}.
     *
     * @param hook without a prefix: {@code file_open}
     */
    record Lsm(String hook) implements HookName {}
}
