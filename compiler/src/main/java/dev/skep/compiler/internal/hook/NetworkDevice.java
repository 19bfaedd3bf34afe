package dev.skep.compiler.internal.hook;

import java.net.NetworkInterface;
import java.net.SocketException;

/** Finds network devices of this process's network namespace by name. */
final class NetworkDevice {
    private NetworkDevice() {}

    static int index(String device) {
        try {
            NetworkInterface found = NetworkInterface.getByName(device);
            if (found == null) throw new IllegalArgumentException("no network device " + device + " (see `ip link`)");
            return found.getIndex();
        } catch (SocketException e) {
            throw new IllegalArgumentException("network devices cannot be listed: " + e.getMessage(), e);
        }
    }
}
