package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.hook.KernelOffer;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.model.Hook;
import java.util.List;

/** Functions of the kernel whose calls are seen where they cannot be hooked, too. */
enum KernelFunction {
    /** {@code (fd, file)}. */
    FD_INSTALL("fd_install", List.of(Kind.NUMBER, Kind.FILE)),
    /** {@code (file)}. */
    FILE_OPEN("security_file_open", List.of(Kind.FILE)),
    /** {@code (file, mask)}. */
    FILE_PERMISSION("security_file_permission", List.of(Kind.FILE, Kind.NUMBER)),
    /** {@code (new, old, effective, inheritable, permitted)}. */
    CAPSET(
            "security_capset",
            List.of(Kind.NOTHING, Kind.RIGHTS, Kind.CAPABILITIES, Kind.CAPABILITIES, Kind.CAPABILITIES)),
    /** {@code (sk, skb, type)}: type is 0 of what comes. */
    PACKET("__cgroup_bpf_run_filter_skb", List.of(Kind.SOCKET, Kind.PACKET, Kind.NUMBER));

    /** Whether the functions themselves are looked at, and not what serves them. */
    static final boolean SEEN = isSeen(new RunningKernel());

    /** What an argument is. */
    enum Kind {
        /** What is not read. */
        NOTHING,
        /** Any number. */
        NUMBER,
        /** {@code struct file}. */
        FILE,
        /** {@code struct cred}. */
        RIGHTS,
        /** {@code kernel_cap_t}. */
        CAPABILITIES,
        /** {@code struct sock}. */
        SOCKET,
        /** {@code struct sk_buff}. */
        PACKET
    }

    private final String text;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Kind> arguments;

    KernelFunction(String text, List<Kind> arguments) {
        this.text = text;
        this.arguments = arguments;
    }

    private static boolean isSeen(KernelOffer kernel) {
        return kernel.functionEntry() || kernel.kprobes();
    }

    /** The one that a hook of a policy names. */
    static KernelFunction of(Hook hook) {
        return List.of(values()).stream()
                .filter(function -> function.isOf(hook))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a hook of a policy names it. */
    boolean isOf(Hook hook) {
        return hook.point().description().equals(text);
    }

    /** Its name. */
    String text() {
        return text;
    }

    /** What it takes. */
    List<Kind> arguments() {
        return arguments;
    }
}
