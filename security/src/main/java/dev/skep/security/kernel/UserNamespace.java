package dev.skep.security.kernel;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;

/** A namespace of users and rights: include/linux/user_namespace.h. */
@KernelStruct("user_namespace")
public interface UserNamespace extends Struct {
    /** How deep it is: 0 for that of the host. */
    int level();

    /** Who made it. */
    KernelId owner();

    /** The maker's group. */
    KernelGroupId group();

    /** What all namespaces have. */
    NsCommon ns();
}
