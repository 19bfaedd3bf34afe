package dev.skep.agent.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Host and port.
 *
 * @param host a name or number; IPv6 without brackets
 * @param port 0 to 65535; 0 lets the kernel choose
 */
public record TcpAddress(String host, int port) {
    private static final int MOST = 0xffff;

    /**
     * Reads {@code localhost:54321}, {@code 127.0.0.1:1}, {@code [::1]:2}, or {@code :3} for every interface.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static TcpAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, colon < 0 ? 0 : colon);
            int port = Integer.parseInt(text.substring(colon + 1));
            if (colon >= 0 && port >= 0 && port <= MOST) {
                boolean brackets = host.startsWith("[") && host.endsWith("]");
                return new TcpAddress(brackets ? host.substring(1, host.length() - 1) : host, port);
            }
        } catch (NumberFormatException nonsense) {
            // Refused below.
        }
        throw new IllegalArgumentException("'" + text + "' is no address (localhost:54321)");
    }

    /** Whether no other machine can reach it. */
    boolean isLoopback() {
        try {
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    /** As the JDK wants it. */
    public InetSocketAddress socketAddress() {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
