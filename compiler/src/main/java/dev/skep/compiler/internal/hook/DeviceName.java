package dev.skep.compiler.internal.hook;

import dev.skep.bpf.link.NetworkDevice;

/** Finds the network device that an annotation names. */
final class DeviceName {
    private DeviceName() {}

    static int index(String device) {
        return NetworkDevice.named(device)
                .orElseThrow(() -> new IllegalArgumentException("no network device " + device + " (see `ip link`)"))
                .index();
    }
}
