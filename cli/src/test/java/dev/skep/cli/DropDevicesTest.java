package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code skep drop} on devices of every kind, between two hosts. */
@Tag("kernel")
class DropDevicesTest {
    private static final String IPV4 = "10.213.96.1";
    private static final String IPV6 = "fd96::1";

    @TempDir
    private Path folder;

    private static void bothAnswer(Lan lan) {
        await().atMost(Duration.ofSeconds(30)).until(() -> lan.answers(IPV4) && lan.answers(IPV6));
    }

    private void drops(Lan lan, String filter, String device, String mode, boolean four, boolean six) throws Exception {
        try (SkepProcess skep = SkepProcess.startIn(lan.here(), folder, "drop", filter, "-i", device, "--mode", mode)) {
            skep.armed();
            assertThat(lan.answers(IPV4))
                    .as("IPv4, %s on %s: %s", filter, device, skep.error())
                    .isEqualTo(four);
            assertThat(lan.answers(IPV6))
                    .as("IPv6, %s on %s: %s", filter, device, skep.error())
                    .isEqualTo(six);
            skep.signal("INT");
            assertThat(skep.status()).as(skep.error()).isZero();
        }
    }

    /** The device that has the addresses. */
    @ParameterizedTest
    @CsvSource({"CABLE, native", "CABLE, generic", "BRIDGE, auto", "VLAN, generic", "BOND, auto", "BOND, generic"})
    void pingsAreDroppedAsTold(Lan.Kind kind, String mode) throws Exception {
        try (Lan lan = Lan.of(kind)) {
            bothAnswer(lan);
            drops(lan, "icmp", kind.device(), mode, false, true);
            drops(lan, "icmp6[0] = icmp6-echo", kind.device(), mode, true, false);
            bothAnswer(lan);
        }
    }

    /** Kinds that the kernels of the quick set have, where others skip them. */
    @Tag("quick")
    @ParameterizedTest
    @CsvSource({"VLAN, auto", "BOND, native"})
    void pingsAreDroppedOnDevicesOfDevices(Lan.Kind kind, String mode) throws Exception {
        try (Lan lan = Lan.of(kind)) {
            bothAnswer(lan);
            drops(lan, "icmp", kind.device(), mode, false, true);
        }
    }

    /** The cable is a port, a member, or what a tag is taken off. */
    @ParameterizedTest
    @CsvSource({"BRIDGE, native", "VLAN, native", "VLAN, generic", "BOND, generic"})
    void pingsAreDroppedOnTheDeviceBeneath(Lan.Kind kind, String mode) throws Exception {
        try (Lan lan = Lan.of(kind)) {
            bothAnswer(lan);
            drops(lan, "icmp", "cable", mode, false, true);
            bothAnswer(lan);
        }
    }

    @Test
    void datagramsAreDroppedAsTold() throws Exception {
        try (Lan lan = Lan.of(Lan.Kind.CABLE)) {
            bothAnswer(lan);
            try (SkepProcess skep =
                    SkepProcess.startIn(lan.here(), folder, "drop", "udp port 9 and src 10.213.96.2", "-i", "cable")) {
                skep.armed();
                lan.datagrams(9);
                lan.datagrams(10);
                skep.signal("INT");
                assertThat(skep.status()).as(skep.error()).isZero();
                assertThat(skep.out()).contains("3 dropped: udp port 9 and src 10.213.96.2\n");
            }
        }
    }

    /** Where the sender does not leave the tag to the hardware, XDP sees it, and a filter that asks for it matches. */
    @ParameterizedTest
    @CsvSource({"native", "generic"})
    void tagsInPacketsAreSeen(String mode) throws Exception {
        try (Lan lan = Lan.of(Lan.Kind.VLAN)) {
            assertThat(lan.tagsInPackets()).as("ethtool -K peer txvlan off").isTrue();
            bothAnswer(lan);
            drops(lan, "vlan 5 and icmp", "cable", mode, false, true);
            drops(lan, "vlan 6 and icmp", "cable", mode, true, true);
        }
    }
}
