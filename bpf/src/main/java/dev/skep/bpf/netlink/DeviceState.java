package dev.skep.bpf.netlink;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * What the kernel tells of a network device of the present network namespace (RTM_NEWLINK of rtnetlink(7); include/uapi/linux/if_link.h).
 *
 * @param index the kernel's number of it
 * @param name as others show it
 * @param driverProgram id of the XDP program that runs in its driver; 0 for none. Since Linux 4.19, as the next two
 * @param genericProgram id of the one in the network stack
 * @param hardwareProgram id of the one on the card
 */
public record DeviceState(int index, String name, int driverProgram, int genericProgram, int hardwareProgram) {
    private static final int RTM_GETLINK = 18;
    /** struct ifinfomsg: family and type, index, flags, change. */
    private static final int HEADER = 16;

    private static final int INDEX = 4;
    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_XDP = 43;
    private static final int IFLA_ALT_IFNAME = 53;
    private static final int IFLA_XDP_DRV_PROG_ID = 5;
    private static final int IFLA_XDP_SKB_PROG_ID = 6;
    private static final int IFLA_XDP_HW_PROG_ID = 7;

    /** IFNAMSIZ with the NUL; a longer one is an alternative name. */
    private static final int NAME_BYTES = 16;

    private static final int LONGEST_NAME = 127;

    /** The device of this number; empty if there is none. */
    public static Optional<DeviceState> of(int index) {
        return ask(request(index, "interface " + index));
    }

    /** The device of this name, or with this alternative name; empty if there is none. */
    public static Optional<DeviceState> named(String name) {
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        return bytes == 0 || bytes > LONGEST_NAME
                ? Optional.empty()
                : ask(request(0, "interface " + name).text(bytes < NAME_BYTES ? IFLA_IFNAME : IFLA_ALT_IFNAME, name));
    }

    /** All devices. */
    public static List<DeviceState> all() {
        try (RouteSocket socket = new RouteSocket()) {
            return socket.list(request(0, "interfaces")).stream()
                    .map(DeviceState::read)
                    .toList();
        }
    }

    private static NetlinkMessage request(int index, String what) {
        return new NetlinkMessage(RTM_GETLINK, 0, what)
                .number(0)
                .number(index)
                .number(0)
                .number(0);
    }

    private static Optional<DeviceState> ask(NetlinkMessage request) {
        try (RouteSocket socket = new RouteSocket()) {
            return socket.ask(request).stream().findFirst().map(DeviceState::read);
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static DeviceState read(NetlinkReply reply) {
        NetlinkAttributes attributes = reply.attributes(HEADER);
        NetlinkAttributes xdp = attributes.nested(IFLA_XDP);
        return new DeviceState(
                reply.number(INDEX),
                attributes.text(IFLA_IFNAME).orElse(""),
                xdp.number(IFLA_XDP_DRV_PROG_ID).orElse(0),
                xdp.number(IFLA_XDP_SKB_PROG_ID).orElse(0),
                xdp.number(IFLA_XDP_HW_PROG_ID).orElse(0));
    }
}
