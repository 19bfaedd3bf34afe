package dev.skep.drop.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A pair of network devices, the far one in a network namespace of its own; gone when closed. */
final class Cable implements AutoCloseable {
    static final String HERE = "198.18.79.1";
    private static final String THERE = "198.18.79.2";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String network;
    private final String near;

    Cable() {
        String unique = ProcessHandle.current().pid() % 100_000 + "n" + COUNT.incrementAndGet();
        network = "skep-drop-" + unique;
        near = "skd" + unique;
        String far = "ske" + unique;
        ip("netns", "add", network);
        try {
            ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", network);
            ip("addr", "add", HERE + "/30", "dev", near);
            ip("-n", network, "addr", "add", THERE + "/30", "dev", far);
            ip("link", "set", near, "up");
            ip("-n", network, "link", "set", far, "up");
        } catch (RuntimeException failure) {
            ip("netns", "del", network);
            throw failure;
        }
    }

    DropDevice device() throws IOException {
        String index = Files.readString(Path.of("/sys/class/net", near, "ifindex"));
        return new DropDevice(Integer.parseInt(index.strip()), near);
    }

    /** Starts a class of these tests at the far end. */
    Process java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", network));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Sends one datagram from the far end. */
    void send(int port) {
        ip("netns", "exec", network, "bash", "-c", "echo -n packet > /dev/udp/" + HERE + "/" + port);
    }

    @Override
    public void close() {
        // The end of a namespace comes later than its deletion; that of a device does not.
        ip("link", "del", near);
        ip("netns", "del", network);
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
