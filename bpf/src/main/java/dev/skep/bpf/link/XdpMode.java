package dev.skep.bpf.link;

/** Where in the receive path an XDP program runs. */
public enum XdpMode {
    /** In the driver where it can, otherwise generic. */
    AUTO(
            0,
            "wherever it can",
            "neither the driver nor the network stack takes it: a program that cannot take fragments needs a"
                    + " smaller MTU"),
    /** XDP_FLAGS_SKB_MODE: in the network stack, for every interface; slower. */
    GENERIC(1 << 1, "in the network stack (generic)", "the network stack refuses it"),
    /** XDP_FLAGS_DRV_MODE: in the driver, or not at all. */
    NATIVE(
            1 << 2,
            "in the driver (native)",
            "this device's driver has no XDP, or not with its present MTU, queues or offloads"
                    + " (`ethtool -i` names the driver); GENERIC works for every device"),
    /** XDP_FLAGS_HW_MODE: on the network card, for which the program must have been loaded; no widespread card does it. */
    HARDWARE(
            1 << 3,
            "on the network card (hardware)",
            "this device's driver takes no programs for its card; use NATIVE or AUTO");

    private final int flags;
    private final String words;
    private final String whenRefused;

    XdpMode(int flags, String words, String whenRefused) {
        this.flags = flags;
        this.words = words;
        this.whenRefused = whenRefused;
    }

    int flags() {
        return flags;
    }

    /** In messages. */
    String words() {
        return words;
    }

    /** What the kernel means by EOPNOTSUPP. */
    String whenRefused() {
        return whenRefused;
    }
}
