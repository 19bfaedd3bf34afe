package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** Rights: include/linux/cred.h. */
@KernelStruct("cred")
public interface Cred extends Struct {
    /** Real user. */
    KernelId uid();

    /** Real group. */
    KernelGroupId gid();

    /** Saved user. */
    KernelId suid();

    /** Saved group. */
    KernelGroupId sgid();

    /** Effective user. */
    KernelId euid();

    /** Effective group. */
    KernelGroupId egid();

    /** User for files. */
    KernelId fsuid();

    /** Group for files. */
    KernelGroupId fsgid();

    /** The {@code SECBIT_} bits. */
    int securebits();

    /** Capabilities that stay across an exec. */
    CapabilitySet cap_inheritable();

    /** Capabilities that may be used. */
    CapabilitySet cap_permitted();

    /** Capabilities that count. */
    CapabilitySet cap_effective();

    /** The namespace that all this belongs to. */
    UserNamespace user_ns();
}
