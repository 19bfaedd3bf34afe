package dev.skep.security.policy.model;

/**
 * A system call.
 *
 * @param abi its ABI
 * @param name its name without {@code sys_}, such as {@code openat}
 */
public record Syscall(Abi abi, String name) {
    /** The kernel's function, such as {@code __x64_sys_openat}, which is also its name in events. */
    public String symbol() {
        return abi.symbolPrefix() + "sys_" + name;
    }
}
