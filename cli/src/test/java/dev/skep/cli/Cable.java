package dev.skep.cli;

import dev.skep.testkit.Skip;
import dev.skep.testkit.network.VirtualCable;
import java.net.InetAddress;

/** A pair of network devices: one here, the other in a network namespace of its own, which answers. Gone when closed. */
final class Cable implements AutoCloseable {
    private final VirtualCable cable;

    private Cable(VirtualCable cable) {
        this.cable = cable;
    }

    /** Makes the devices; skips the test where that is not possible. */
    static Cable lay() {
        try {
            return new Cable(new VirtualCable());
        } catch (IllegalStateException impossible) {
            throw Skip.because("network devices cannot be made here: " + impossible.getMessage());
        }
    }

    /** The device here. */
    String device() {
        return cable.near();
    }

    /** Whether an answer comes back from the other end. */
    boolean answersPings() throws Exception {
        return InetAddress.getByName(VirtualCable.THERE).isReachable(500);
    }

    @Override
    public void close() {
        cable.close();
    }
}
