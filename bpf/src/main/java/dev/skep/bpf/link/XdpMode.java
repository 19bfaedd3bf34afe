package dev.skep.bpf.link;

/** Where in the receive path an XDP program runs. */
public enum XdpMode {
    /** In the driver where it can, otherwise generic. */
    AUTO(0),
    /** XDP_FLAGS_SKB_MODE: in the network stack, for every interface; slower. */
    GENERIC(1 << 1),
    /** XDP_FLAGS_DRV_MODE: in the driver, or not at all. */
    NATIVE(1 << 2);

    private final int flags;

    XdpMode(int flags) {
        this.flags = flags;
    }

    int flags() {
        return flags;
    }
}
