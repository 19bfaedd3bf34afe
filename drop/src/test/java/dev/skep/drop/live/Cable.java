package dev.skep.drop.live;

import dev.skep.testkit.network.VirtualCable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A pair of network devices, with what tests of drops ask of it; gone when closed. */
final class Cable implements AutoCloseable {
    static final String HERE = VirtualCable.HERE;

    private final VirtualCable cable = new VirtualCable();

    DropDevice device() throws IOException {
        return new DropDevice(cable.nearIndex(), cable.near());
    }

    /** Starts a class of these tests at the far end. */
    Process java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", cable.namespace()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Sends one datagram from the far end. */
    void send(int port) {
        cable.send("packet", port);
    }

    @Override
    public void close() {
        cable.close();
    }
}
