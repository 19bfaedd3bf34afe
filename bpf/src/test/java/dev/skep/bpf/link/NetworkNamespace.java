package dev.skep.bpf.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A network namespace behind a pair of virtual interfaces, for one test; closing removes all of it. */
final class NetworkNamespace implements AutoCloseable {
    static final String HERE = "198.18.77.1";
    private static final String THERE = "198.18.77.2";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String name;
    private final String near;

    NetworkNamespace() {
        String unique = ProcessHandle.current().pid() % 100_000 + "." + COUNT.incrementAndGet();
        name = "skep-test-" + unique;
        near = "skept" + unique;
        String far = "skepf" + unique;
        ip("netns", "add", name);
        try {
            ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", name);
            ip("addr", "add", HERE + "/30", "dev", near);
            ip("-n", name, "addr", "add", THERE + "/30", "dev", far);
            ip("link", "set", near, "up");
            ip("-n", name, "link", "set", far, "up");
        } catch (RuntimeException failure) {
            ip("netns", "del", name);
            throw failure;
        }
    }

    /** The interface on this side. */
    int interfaceIndex() throws IOException {
        return Integer.parseInt(
                Files.readString(Path.of("/sys/class/net", near, "ifindex")).strip());
    }

    /** The file that stands for it. */
    Path file() {
        return Path.of("/var/run/netns", name);
    }

    /** The interface's name on this side. */
    String interfaceName() {
        return near;
    }

    /** Sends a datagram from the other side to this one. */
    void sendHere(String text, int port) {
        ip("netns", "exec", name, "bash", "-c", "echo -n " + text + " > /dev/udp/" + HERE + "/" + port);
    }

    @Override
    public void close() {
        // The end of a namespace comes later than its deletion; that of an interface does not.
        ip("link", "del", near);
        ip("netns", "del", name);
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command + ": " + output);
            }
        } catch (IOException | InterruptedException failure) {
            throw new IllegalStateException(command.toString(), failure);
        }
    }
}
