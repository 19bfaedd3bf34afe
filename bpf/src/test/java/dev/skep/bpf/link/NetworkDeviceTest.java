package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.network.VirtualCable;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkDeviceTest {
    private static final NetworkDevice LOOPBACK = new NetworkDevice(1, "lo");

    @Test
    void findsADeviceWithoutRights() {
        assertThat(NetworkDevice.named("lo")).contains(LOOPBACK);
        assertThat(NetworkDevice.all()).contains(LOOPBACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-device", "an-alternative-name-that-nobody-gave", "lo/../lo", "ä", "lo "})
    void findsNothingUnderAnotherName(String name) {
        assertThat(NetworkDevice.named(name)).isEmpty();
        assertThat(NetworkDevice.named(name.repeat(100))).isEmpty();
    }

    @Tag("kernel")
    @Test
    void findsADeviceByEachOfItsNames() throws Exception {
        try (VirtualCable cable = new VirtualCable()) {
            NetworkDevice near = new NetworkDevice(cable.nearIndex(), cable.near());
            assertThat(NetworkDevice.named(cable.near())).contains(near);
            assertThat(NetworkDevice.all()).contains(near);
            assertThat(NetworkDevice.named(cable.far())).isEmpty();
            String longName = "another-name-of-" + cable.near();
            alternative(cable.near(), longName);
            alternative(cable.near(), cable.near() + "x");
            assertThat(NetworkDevice.named(longName)).contains(near);
            assertThat(NetworkDevice.named(cable.near() + "x")).contains(near);
        }
    }

    private static void alternative(String device, String name) throws IOException, InterruptedException {
        Process ip = new ProcessBuilder("ip", "link", "property", "add", "dev", device, "altname", name)
                .inheritIO()
                .start();
        assertThat(ip.waitFor()).isZero();
    }
}
