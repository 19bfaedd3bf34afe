package dev.skep.bpf.link;

/** Checks of what names a network device. */
final class Devices {
    private Devices() {}

    static void check(int interfaceIndex) {
        if (interfaceIndex <= 0) {
            throw new IllegalArgumentException("interface index " + interfaceIndex + " is not positive");
        }
    }
}
