package dev.skep.bpf;

/** The capabilities (capabilities(7)) that eBPF asks for. */
public enum Capability {
    /** Attach to network interfaces, load packet programs. */
    CAP_NET_ADMIN(12),
    /** Everything below, on every kernel. */
    CAP_SYS_ADMIN(21),
    /** Exceed RLIMIT_MEMLOCK, which limits maps before Linux 5.11. */
    CAP_SYS_RESOURCE(24),
    /** Load tracing programs and open perf events. Since Linux 5.8. */
    CAP_PERFMON(38),
    /** Create maps, load programs and BTF. Since Linux 5.8. */
    CAP_BPF(39);

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    /** Its bit in the masks of /proc/PID/status. */
    public int bit() {
        return bit;
    }
}
