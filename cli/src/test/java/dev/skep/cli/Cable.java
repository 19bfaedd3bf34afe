package dev.skep.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** A pair of network devices: one here, the other in a network namespace of its own, which answers. Gone when closed. */
final class Cable implements AutoCloseable {
    private static final String HERE = "10.213.97.1";
    private static final String THERE = "10.213.97.2";

    private final String network;
    private final String device;

    private Cable(String id) {
        network = "skep" + id;
        device = "sk" + id;
    }

    /** Makes the devices; skips the test where that is not possible. */
    static Cable lay() throws Exception {
        Cable cable = new Cable(Long.toString(ProcessHandle.current().pid()));
        String peer = "sp" + ProcessHandle.current().pid();
        boolean made = shell("ip netns add " + cable.network + " && ip link add " + cable.device
                        + " type veth peer name " + peer + " netns " + cable.network + " && ip addr add " + HERE
                        + "/30 dev " + cable.device + " && ip link set " + cable.device + " up && ip -n "
                        + cable.network + " addr add " + THERE + "/30 dev " + peer + " && ip -n " + cable.network
                        + " link set " + peer + " up")
                == 0;
        if (!made) {
            cable.close();
        }
        Assumptions.assumeTrue(made, "network devices cannot be made here");
        return cable;
    }

    /** The device here. */
    String device() {
        return device;
    }

    /** Whether an answer comes back from the other end. */
    boolean answersPings() throws Exception {
        return InetAddress.getByName(THERE).isReachable(500);
    }

    private static int shell(String script) throws Exception {
        return new ProcessBuilder(List.of("/bin/sh", "-c", script))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() throws IOException {
        Process removal = new ProcessBuilder("/bin/sh", "-c", "ip link del " + device + "; ip netns del " + network)
                .redirectErrorStream(true)
                .start();
        // Its output ends with it.
        removal.getInputStream().readAllBytes();
    }
}
