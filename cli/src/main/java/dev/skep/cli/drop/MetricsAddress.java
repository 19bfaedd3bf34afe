package dev.skep.cli.drop;

import dev.skep.cli.command.OptionList;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Where metrics are served: {@code :PORT} on the loopback device, or {@code ADDRESS:PORT}. */
final class MetricsAddress {
    private static final int LARGEST_PORT = 0xffff;

    private MetricsAddress() {}

    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(colon, 0));
        String port = text.substring(colon + 1);
        if (!port.matches("\\d{1,5}") || Integer.parseInt(port) > LARGEST_PORT || !isAddress(host)) {
            throw OptionList.refusal("'" + text + "' is not an address (:9400, 192.0.2.1:9400 or [2001:db8::1]:9400)");
        }
        return new InetSocketAddress(address(host, text), Integer.parseInt(port));
    }

    /** Numbers alone: a name would be asked for on the network. */
    private static boolean isAddress(String host) {
        return host.matches("[0-9.]*|\\[[0-9a-fA-F:.]+]");
    }

    private static InetAddress address(String host, String text) {
        try {
            return host.isEmpty() ? InetAddress.ofLiteral("127.0.0.1") : InetAddress.getByName(host);
        } catch (UnknownHostException nonsense) {
            throw OptionList.refusal("'" + text + "' is not an address: " + nonsense.getMessage());
        }
    }
}
