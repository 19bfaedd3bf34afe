package dev.skep.bpf.netlink;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import java.util.List;
import java.util.Optional;

/**
 * The XDP programs of one device, by where they run (IFLA_XDP of rtnetlink(7); include/uapi/linux/if_link.h). Since Linux 4.19.
 *
 * @param driver id of the one in the driver; 0 for none
 * @param generic id of the one in the network stack
 * @param hardware id of the one on the card
 */
public record XdpPrograms(int driver, int generic, int hardware) {
    private static final int RTM_GETLINK = 18;
    /** struct ifinfomsg: family and type, index, flags, change. */
    private static final int HEADER = 16;

    private static final int IFLA_XDP = 43;
    private static final int IFLA_XDP_DRV_PROG_ID = 5;
    private static final int IFLA_XDP_SKB_PROG_ID = 6;
    private static final int IFLA_XDP_HW_PROG_ID = 7;

    /** Those of a device of the present network namespace; empty if it has no such device. */
    public static Optional<XdpPrograms> of(int interfaceIndex) {
        NetlinkMessage request = new NetlinkMessage(RTM_GETLINK, 0, "interface " + interfaceIndex)
                .number(0)
                .number(interfaceIndex)
                .number(0)
                .number(0);
        try (RouteSocket socket = new RouteSocket()) {
            return read(socket.ask(request));
        } catch (SyscallException failure) {
            if (failure.is(Errno.ENODEV)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    private static Optional<XdpPrograms> read(List<NetlinkReply> replies) {
        return replies.stream().findFirst().map(reply -> {
            NetlinkAttributes xdp = reply.attributes(HEADER).nested(IFLA_XDP);
            return new XdpPrograms(
                    xdp.number(IFLA_XDP_DRV_PROG_ID).orElse(0),
                    xdp.number(IFLA_XDP_SKB_PROG_ID).orElse(0),
                    xdp.number(IFLA_XDP_HW_PROG_ID).orElse(0));
        });
    }
}
