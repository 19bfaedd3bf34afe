package dev.skep.drop.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.skep.bpf.link.XdpLink;
import dev.skep.bpf.link.XdpMode;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.pin.BpfFileSystem;
import dev.skep.bpf.pin.FolderLock;
import dev.skep.bpf.program.Program;
import dev.skep.drop.program.DropMaps;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
final class DropPinsTest {
    @TempDir
    private Path fileSystem;

    private DropPins pins = new DropPins(Path.of(""));
    private final List<String> swept = new ArrayList<>();

    @BeforeEach
    void mounts() throws IOException {
        pins = new DropPins(fileSystem);
        assertThat(pins.exist()).isFalse();
        assertThat(pins.prepare()).as("it had to be mounted").isTrue();
        assertThat(pins.prepare()).isFalse();
    }

    @AfterEach
    void unmounts() throws Exception {
        assertThat(BpfFileSystem.isMounted(fileSystem)).isTrue();
        assertThat(new ProcessBuilder("umount", fileSystem.toString()).start().waitFor())
                .isZero();
    }

    private static LiveDrop attach(String name, Cable... cables) throws Exception {
        List<DropDevice> devices = new ArrayList<>();
        for (Cable cable : cables) {
            devices.add(cable.device());
        }
        return LiveDrop.attach(Manifest.begin(
                name, XdpMode.AUTO, EnumSet.of(Manifest.Option.BOUNDED), devices, List.of("udp dst port 7")));
    }

    private void sweep() throws IOException {
        try (FolderLock _ = pins.lock()) {
            new PinSweep(pins, (name, why) -> swept.add(name + " " + why)).run();
        }
    }

    @Test
    void onlyRootLooksIntoThem() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pins.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void areFoundByTheirNameWithAllThatIsToBeKnown() throws Exception {
        try (Cable first = new Cable();
                Cable second = new Cable()) {
            Manifest manifest;
            try (LiveDrop drop = attach("web", first, second)) {
                pins.pin(drop);
                drop.until(DropMaps.FOREVER);
                manifest = drop.manifest();
                assertThatThrownBy(() -> pins.pin(drop)).isInstanceOf(FileAlreadyExistsException.class);
            }
            sweep();
            assertThat(swept).isEmpty();
            assertThat(pins.names()).containsExactly("web");
            try (LiveDrop found = pins.open("web").orElseThrow()) {
                assertThat(found.manifest())
                        .usingRecursiveComparison()
                        .ignoringFields("since", "rules.since")
                        .isEqualTo(manifest);
                assertThat(found.state()).isEqualTo(DropState.ACTIVE);
                assertThat(found.isAttached(first.device())).isTrue();
                found.end();
                pins.remove("web");
            }
            assertThat(pins.names()).isEmpty();
            assertThat(LiveDrops.onDevice(first.device().index())).isEmpty();
        }
    }

    @Test
    void whatWasNeverBegunIsClearedAway() throws Exception {
        try (Cable cable = new Cable()) {
            try (LiveDrop drop = attach("half", cable)) {
                pins.pin(drop);
            }
            Files.createDirectory(pins.folder().resolve("empty"));
            sweep();
            assertThat(swept).containsExactly("empty UNFINISHED", "half UNFINISHED");
            assertThat(pins.names()).isEmpty();
            assertThat(LiveDrops.onDevice(cable.device().index())).isEmpty();
        }
    }

    @Test
    void whatIsOverIsClearedAway() throws Exception {
        try (Cable cable = new Cable()) {
            try (LiveDrop drop = attach("short", cable)) {
                pins.pin(drop);
                drop.until(System.nanoTime() - 1);
            }
            sweep();
            assertThat(swept).containsExactly("short EXPIRED");
            assertThat(LiveDrops.onDevice(cable.device().index())).isEmpty();
        }
    }

    @Test
    void whatHasNoDeviceAnyMoreIsClearedAway() throws Exception {
        try (Cable cable = new Cable()) {
            try (LiveDrop drop = attach("gone", cable)) {
                pins.pin(drop);
                drop.until(DropMaps.FOREVER);
            }
        }
        sweep();
        assertThat(swept).containsExactly("gone GONE");
    }

    @Test
    void aChangeThatWasBrokenOffIsFinished() throws Exception {
        try (Cable first = new Cable();
                Cable second = new Cable();
                LiveDrop drop = attach("web", first, second)) {
            pins.pin(drop);
            drop.until(DropMaps.FOREVER);
            try (XdpLink other = XdpLink.open(
                            pins.folder().resolve("web/link_" + second.device().index()));
                    Program before = Program.open(other.programId()).orElseThrow()) {
                drop.change(drop.manifest().plus(List.of("icmp")));
                other.replace(before);
                assertThat(drop.differs()).isTrue();
                sweep();
                assertThat(drop.differs()).isFalse();
            }
            assertThat(swept).isEmpty();
        }
    }

    @Test
    void foreignPinsAreLeftAlone() throws Exception {
        Path foreign = Files.createDirectory(pins.folder().resolve("foreign"));
        try (var map = ArrayMap.of(Counter.class, 1)) {
            map.create();
            map.pin(foreign.resolve("map"));
        }
        assertThat(pins.open("foreign")).isEmpty();
        sweep();
        assertThat(swept).isEmpty();
        assertThat(pins.names()).containsExactly("foreign");
        assertThat(pins.open("unknown")).isEmpty();
    }

    @Test
    void theirTextKeepsWhatItSays() {
        Manifest manifest = Manifest.begin(
                        "web",
                        XdpMode.NATIVE,
                        Set.of(Manifest.Option.DRY_RUN),
                        List.of(new DropDevice(3, "eth0.100")),
                        List.of("icmp\n and ttl < 5", "udp"))
                .minus(Set.of(1));
        assertThat(ManifestText.read(ManifestText.write(manifest)).orElseThrow().rules())
                .extracting(DropRule::number, DropRule::text)
                .containsExactly(tuple(2, "udp"));
        assertThat(ManifestText.read("skep drop 2\nname web\n")).isEmpty();
        assertThat(ManifestText.read(ManifestText.write(manifest) + "colour blue\n"))
                .isPresent();
        assertThat(ManifestText.read(ManifestText.write(manifest).replace("rule 2", "rule two")))
                .isEmpty();
    }
}
