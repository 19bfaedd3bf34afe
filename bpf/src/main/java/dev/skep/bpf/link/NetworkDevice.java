package dev.skep.bpf.link;

import dev.skep.bpf.netlink.DeviceState;
import java.util.List;
import java.util.Optional;

/**
 * A network device of the network namespace that this thread is in, whatever is mounted at /sys.
 *
 * @param index the kernel's number of it, which {@link XdpLink}, {@link TcxLink} and others take
 * @param name as {@code ip link} shows it
 */
public record NetworkDevice(int index, String name) {
    /** The device of this name, or with this alternative name ({@code altname} of {@code ip link}); empty if there is none. */
    public static Optional<NetworkDevice> named(String name) {
        return DeviceState.named(name).map(NetworkDevice::of);
    }

    /** All of them. */
    public static List<NetworkDevice> all() {
        return DeviceState.all().stream().map(NetworkDevice::of).toList();
    }

    private static NetworkDevice of(DeviceState state) {
        return new NetworkDevice(state.index(), state.name());
    }
}
