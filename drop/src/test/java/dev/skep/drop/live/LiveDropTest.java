package dev.skep.drop.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.link.XdpMode;
import dev.skep.drop.program.DropMaps;
import dev.skep.drop.text.PacketSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class LiveDropTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Manifest manifest(Set<Manifest.Option> options, Cable... cables) throws Exception {
        List<DropDevice> devices = new ArrayList<>();
        for (Cable cable : cables) {
            devices.add(cable.device());
        }
        return Manifest.begin("", XdpMode.AUTO, options, devices, List.of("udp dst port 7", "udp dst port 9"));
    }

    @Test
    void countsByRuleAndDevice() throws Exception {
        try (Cable first = new Cable();
                Cable second = new Cable();
                LiveDrop drop = LiveDrop.attach(manifest(Set.of(), first, second))) {
            first.send(9);
            second.send(7);
            second.send(7);
            await().atMost(PATIENCE)
                    .until(() -> drop.count(1).packets() == 2 && drop.count(2).packets() == 1);
            assertThat(drop.count(0, 2)).isEqualTo(new Count(1, 14 + 20 + 8 + 6));
            assertThat(drop.count(1, 2)).isEqualTo(new Count(0, 0));
            assertThat(drop.count(1, 1)).isEqualTo(new Count(2, 2 * (14 + 20 + 8 + 6)));
        }
    }

    @Test
    void rulesThatStayGoOnCountingAndNewOnesBeginWithNothing() throws Exception {
        try (Cable cable = new Cable();
                LiveDrop drop = LiveDrop.attach(manifest(Set.of(), cable))) {
            cable.send(7);
            cable.send(9);
            await().atMost(PATIENCE).until(() -> drop.count(2).packets() == 1);
            drop.change(drop.manifest().minus(Set.of(1)).plus(List.of("udp dst port 11")));
            assertThat(drop.manifest().rules()).extracting(DropRule::number).containsExactly(2, 3);
            cable.send(9);
            cable.send(11);
            await().atMost(PATIENCE)
                    .until(() -> drop.count(2).packets() == 2 && drop.count(3).packets() == 1);
        }
    }

    @Test
    void dropsNothingBeforeItBeginsAndAfterItsEnd() throws Exception {
        try (Cable cable = new Cable();
                LiveDrop drop = LiveDrop.attach(manifest(EnumSet.of(Manifest.Option.BOUNDED), cable))) {
            assertThat(drop.state()).isEqualTo(DropState.UNFINISHED);
            cable.send(7);
            drop.until(DropMaps.FOREVER);
            assertThat(drop.state()).isEqualTo(DropState.ACTIVE);
            cable.send(7);
            await().atMost(PATIENCE).until(() -> drop.count(1).packets() == 1);
            drop.until(System.nanoTime() + Duration.ofHours(1).toNanos());
            cable.send(7);
            await().atMost(PATIENCE).until(() -> drop.count(1).packets() == 2);
            drop.until(System.nanoTime() - Duration.ofSeconds(1).toNanos());
            assertThat(drop.state()).isEqualTo(DropState.EXPIRED);
            long passed = drop.count(0).packets();
            cable.send(7);
            cable.send(8);
            assertThat(drop.count(1).packets()).isEqualTo(2);
            assertThat(drop.count(0).packets()).as("not even counted").isEqualTo(passed);
        }
    }

    @Test
    void showsAsManyOfTheDroppedAsItIsAllowed() throws Exception {
        try (Cable cable = new Cable();
                LiveDrop drop = LiveDrop.attach(manifest(EnumSet.of(Manifest.Option.SAMPLED), cable))) {
            cable.send(7);
            await().atMost(PATIENCE).until(() -> drop.count(1).packets() == 1);
            List<String> seen = new ArrayList<>();
            try (SampleFeed feed = drop.samples(1000)) {
                feed.poll(sample -> seen.add("before credit"));
                cable.send(9);
                await().atMost(PATIENCE).until(() -> {
                    feed.poll(sample -> seen.add(sample.rule() + " " + PacketSummary.of(sample.bytes())));
                    return !seen.isEmpty();
                });
                assertThat(seen)
                        .singleElement()
                        .satisfies(line -> assertThat(line)
                                .startsWith("2 IP 198.18.79.2.")
                                .contains(" > 198.18.79.1.9: UDP")
                                .endsWith("length 34"));
            }
            cable.send(9);
            await().atMost(PATIENCE).until(() -> drop.count(2).packets() == 2);
            try (SampleFeed feed = drop.samples(1)) {
                feed.poll(sample -> seen.add("after close"));
            }
            assertThat(seen).hasSize(1);
        }
    }

    @Test
    void isFoundByOthersWithItsRules() throws Exception {
        try (Cable cable = new Cable();
                LiveDrop drop = LiveDrop.attach(manifest(Set.of(), cable))) {
            cable.send(7);
            await().atMost(PATIENCE).until(() -> drop.count(1).packets() == 1);
            List<LiveDrop> running = LiveDrops.running();
            try {
                assertThat(running)
                        .filteredOn(found -> found.linkIds().equals(drop.linkIds()))
                        .singleElement()
                        .satisfies(found -> {
                            assertThat(found.manifest().rules())
                                    .extracting(DropRule::text)
                                    .containsExactly("udp dst port 7", "udp dst port 9");
                            assertThat(found.count(1).packets()).isEqualTo(1);
                            found.change(found.manifest().minus(Set.of(1)));
                        });
            } finally {
                running.forEach(LiveDrop::close);
            }
            drop.refresh();
            assertThat(drop.manifest().rules()).extracting(DropRule::number).containsExactly(2);
        }
    }

    @Test
    void namesTheDeviceThatDoesNotTakeIt() throws Exception {
        try (Cable first = new Cable();
                Cable second = new Cable();
                LiveDrop drop = LiveDrop.attach(manifest(Set.of(), second))) {
            DropDevice taken = second.device();
            assertThatThrownBy(() -> LiveDrop.attach(manifest(Set.of(), first, second)))
                    .isInstanceOfSatisfying(
                            AttachException.class,
                            refused -> assertThat(refused.device()).isEqualTo(taken));
            assertThat(LiveDrops.onDevice(first.device().index())).isEmpty();
            assertThat(drop.isAttached(second.device())).isTrue();
        }
    }

    @Test
    void saysWhichDevicesAreGone() throws Exception {
        Cable gone = new Cable();
        try (Cable stays = new Cable()) {
            DropDevice former;
            LiveDrop drop;
            try (gone) {
                former = gone.device();
                drop = LiveDrop.attach(manifest(Set.of(), gone, stays));
            }
            try (drop) {
                assertThat(drop.isAttached(former)).isFalse();
                assertThat(drop.isAttached(stays.device())).isTrue();
                drop.change(drop.manifest().minus(Set.of(1)));
                assertThat(drop.state()).isEqualTo(DropState.ACTIVE);
                drop.end();
                assertThat(drop.state()).isEqualTo(DropState.GONE);
            }
        }
    }
}
