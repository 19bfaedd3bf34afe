package dev.skep.security.kernel;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;

/** An IPv6 address: include/uapi/linux/in6.h. */
@KernelStruct("in6_addr")
public interface Ip6Address extends Struct {
    /** Its bytes, in the order of the network. */
    @Length(16)
    Bytes in6_u();
}
