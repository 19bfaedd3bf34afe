package dev.skep.cli.list;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.link.NetworkDevice;
import java.util.HashMap;
import java.util.Map;

/** The network interfaces of this process's namespace by number, read when first asked. */
final class NetworkInterfaces {
    private final Map<Integer, String> names = new HashMap<>();
    private boolean read;

    /** The name, or the number where this namespace has no such interface. */
    String name(int index) {
        if (index == 0) {
            return "(interface gone)";
        }
        if (!read) {
            read = true;
            read();
        }
        return names.getOrDefault(index, "interface " + index);
    }

    private void read() {
        try {
            NetworkDevice.all().forEach(device -> names.put(device.index(), device.name()));
        } catch (KernelException refused) {
            // Numbers are worth having, too.
            return;
        }
    }
}
