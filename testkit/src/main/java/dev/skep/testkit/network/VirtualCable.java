package dev.skep.testkit.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two ends of a virtual cable, the far one in a network namespace of its own; closing removes both. All cables have the same addresses, so
 * those that a killed process left would take packets from the next ones: they are removed first.
 */
public final class VirtualCable implements AutoCloseable {
    /** Address of the near end. */
    public static final String HERE = "198.18.79.1";
    /** Address of the far end. */
    public static final String THERE = "198.18.79.2";

    private static final Path NAMESPACES = Path.of("/run/netns");
    private static final Path DEVICES = Path.of("/sys/class/net");

    /** A device's name has 15 characters at most (IFNAMSIZ), a process id seven. */
    private static final String NEAR = "skn";

    private static final String FAR = "skf";
    private static final String NAMESPACE = "skep-net-";
    private static final Pattern LEFT_BEHIND = Pattern.compile(NAMESPACE + "((\\d{1,7})n\\d+)");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final int PATIENCE_MILLIS = 20_000;

    private final String namespace;
    private final String near;
    private final String far;

    /** Of the kind veth. */
    public VirtualCable() {
        this("veth");
    }

    /** Of a kind that comes in pairs, such as netkit. */
    public VirtualCable(String kind) {
        removeLeftBehind();
        String unique = ProcessHandle.current().pid() + "n" + COUNT.incrementAndGet();
        namespace = NAMESPACE + unique;
        near = NEAR + unique;
        far = FAR + unique;
        ip("netns", "add", namespace);
        try {
            connect(kind);
            ip("addr", "add", HERE + "/30", "dev", near);
            ip("-n", namespace, "addr", "add", THERE + "/30", "dev", far);
            ip("link", "set", near, "up");
            ip("-n", namespace, "link", "set", far, "up");
            ip("-n", namespace, "link", "set", "lo", "up");
        } catch (RuntimeException failure) {
            ip("netns", "del", namespace);
            throw failure;
        }
    }

    private static void removeLeftBehind() {
        String[] names = NAMESPACES.toFile().list();
        for (String name : names == null ? new String[0] : names) {
            Matcher unique = LEFT_BEHIND.matcher(name);
            if (unique.matches()
                    && ProcessHandle.of(Long.parseLong(unique.group(2))).isEmpty()) {
                String device = NEAR + unique.group(1);
                if (Files.exists(DEVICES.resolve(device))) {
                    ip("link", "del", device);
                }
                ip("netns", "del", name);
            }
        }
    }

    private void connect(String kind) {
        if (kind.equals("veth")) {
            ip("link", "add", near, "type", kind, "peer", "name", far, "netns", namespace);
            return;
        }
        // Not every ip knows how to name the far end of other kinds, so the kernel does it.
        ip("link", "add", near, "type", kind);
        String[] parts = ip("-o", "link", "show", near).split("[@:]", 4);
        ip("link", "set", parts[2].strip(), "name", far, "netns", namespace);
    }

    /** Name of the near end. */
    public String near() {
        return near;
    }

    /** Index of the near end. */
    public int nearIndex() throws IOException {
        return Integer.parseInt(
                Files.readString(DEVICES.resolve(near).resolve("ifindex")).strip());
    }

    /** Name of the far end, in its namespace. */
    public String far() {
        return far;
    }

    /** The far end's namespace, as `ip netns` knows it. */
    public String namespace() {
        return namespace;
    }

    /** The file that stands for the far end's namespace. */
    public Path namespaceFile() {
        return NAMESPACES.resolve(namespace);
    }

    /** A socket at the near end. */
    public static DatagramSocket socket() throws IOException {
        DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral(HERE));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** Sends a datagram from the far end to the near one. */
    public void send(String text, int port) {
        there("echo -n " + text + " > /dev/udp/" + HERE + "/" + port);
    }

    /** Waits for the next datagram. */
    public static String receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }

    /** Runs a shell command in the far end's namespace and answers its output. */
    public String there(String command) {
        return ip("netns", "exec", namespace, "bash", "-c", command);
    }

    /** Sets the MTU of both ends. */
    public void mtu(int bytes) {
        ip("link", "set", near, "mtu", Integer.toString(bytes));
        ip("-n", namespace, "link", "set", far, "mtu", Integer.toString(bytes));
    }

    @Override
    public void close() {
        // The end of a namespace comes later than its deletion; that of an interface does not.
        ip("link", "del", near);
        ip("netns", "del", namespace);
    }

    private static String ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
            return output;
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(command.toString(), failure);
        }
    }
}
