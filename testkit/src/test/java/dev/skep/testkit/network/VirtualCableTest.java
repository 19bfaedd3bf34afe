package dev.skep.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.KernelTests;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag(KernelTests.TAG)
final class VirtualCableTest {
    /** More than any process id (PID_MAX_LIMIT of include/linux/threads.h). */
    private static final String ENDED = "4194305n1";

    @Test
    void removesWhatAKilledProcessLeft() throws Exception {
        VirtualCable.run(List.of("ip", "netns", "add", "skep-net-" + ENDED));
        String[] words = {
            "ip", "link", "add", "skn" + ENDED, "type", "veth", "peer", "name", "far", "netns", "skep-net-" + ENDED
        };
        VirtualCable.run(List.of(words));
        new VirtualCable().close();
        assertThat(Path.of("/run/netns/skep-net-" + ENDED)).doesNotExist();
        assertThat(Path.of("/sys/class/net/skn" + ENDED)).doesNotExist();
    }

    @Test
    void leavesTheCablesOfProcessesThatLive() throws Exception {
        try (VirtualCable first = new VirtualCable();
                VirtualCable second = new VirtualCable()) {
            assertThat(first.namespaceFile()).exists();
            assertThat(second.nearIndex()).isNotEqualTo(first.nearIndex());
        }
    }

    @Test
    void nothingIsLeftOfAClosedCable() throws Exception {
        VirtualCable cable = new VirtualCable();
        cable.close();
        assertThat(Files.exists(cable.namespaceFile())).isFalse();
        assertThat(NetworkInterface.getByName(cable.near())).isNull();
    }
}
