package dev.skep.bpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.link.UprobePlace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsdtProbesTest {
    private static final long BASE = SampleNotes.STAPSDT_BASE;

    @TempDir
    private Path folder;

    @Test
    void findsThePlacesOfAProbeInTheFile() throws IOException {
        UsdtProbes probes = read(new SampleNotes()
                .probe("first", SampleNotes.BASE + 0x10, BASE, 0, "8@%rax")
                .note("GNU\0", 3, new byte[20])
                .probe("second", SampleNotes.BASE + 0x20, BASE, SampleNotes.BASE + 0x90, "")
                .probe("first", SampleNotes.BASE + 0x30, BASE, 0, "4@$7"));
        assertThat(probes.all()).hasSize(3);
        assertThat(probes.find("sample", "first"))
                .extracting(UsdtProbe::fileOffset)
                .containsExactly(SampleNotes.CODE_OFFSET + 0x10L, SampleNotes.CODE_OFFSET + 0x30L);
        UsdtProbe second = probes.find("", "second").getFirst();
        assertThat(second.arguments()).isEmpty();
        assertThat(second.place(3))
                .isEqualTo(new UprobePlace(
                        "sample:second", SampleNotes.CODE_OFFSET + 0x20, 3, SampleNotes.CODE_OFFSET + 0x90));
    }

    @Test
    void followsWhatPrelinkingMoved() throws IOException {
        UsdtProbe moved = read(new SampleNotes().probe("p", 0x9010, BASE + 0x8000, 0x9090, ""))
                .all()
                .getFirst();
        assertThat(moved.fileOffset()).isEqualTo(SampleNotes.CODE_OFFSET + 0x10);
        assertThat(moved.semaphoreOffset()).isEqualTo(SampleNotes.CODE_OFFSET + 0x90);
    }

    @Test
    void understandsNoOperandsOfOtherMachines() throws IOException {
        UsdtProbe probe = read(new SampleNotes().machine(183).probe("p", SampleNotes.BASE, BASE, 0, "8@[sp, 8] 4@x0"))
                .all()
                .getFirst();
        assertThat(probe.arguments())
                .containsExactly(new UsdtArgument.Unknown("8@[sp, 8]"), new UsdtArgument.Unknown("4@x0"));
    }

    @Test
    void saysWhatIsWrongWithANote() throws IOException {
        malformed(new SampleNotes().rest(8), "a note's header is cut");
        malformed(new SampleNotes().note("stapsdt\0", 3, new byte[10]), "no room for its addresses");
        malformed(new SampleNotes().note("stapsdt\0", 3, new byte[26]), "a probe's string does not end");
        malformed(new SampleNotes().probe("p", 0x99_0000, BASE, 0, ""), "sample:p at 0x990000 is not in the file");
        malformed(
                new SampleNotes().probe("p", SampleNotes.BASE, BASE, 0x77, ""),
                "semaphore of sample:p at 0x77 is not in the file");
        byte[] tooLong =
                new SampleNotes().probe("p", SampleNotes.BASE, BASE, 0, "").toBytes();
        tooLong[SampleNotes.NOTES_OFFSET + 6] = 1;
        malformed(tooLong, "is beyond its section's");
    }

    @Test
    void namesWhatWasMeant() throws IOException {
        UsdtProbes probes = read(new SampleNotes().probe("gc__begin", SampleNotes.BASE, BASE, 0, ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> probes.find("sample", "gc_begin"))
                .withMessageEndingWith(" has no USDT probe sample:gc_begin; did you mean sample:gc__begin?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UsdtProbes(Path.of("x"), List.of()).find("", "p"))
                .withMessage("x has no USDT probes");
        Path empty = Files.write(folder.resolve("none"), "no program".repeat(20).getBytes(StandardCharsets.UTF_8));
        assertThatExceptionOfType(MalformedInputException.class).isThrownBy(() -> UsdtProbes.of(empty));
    }

    private UsdtProbes read(SampleNotes notes) throws IOException {
        return UsdtProbes.of(Files.write(folder.resolve("sample.so"), notes.toBytes()));
    }

    private void malformed(SampleNotes notes, String message) throws IOException {
        malformed(notes.toBytes(), message);
    }

    private void malformed(byte[] bytes, String message) throws IOException {
        Path file = Files.write(folder.resolve("bad.so"), bytes);
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> UsdtProbes.of(file))
                .withMessageContaining(message)
                .withMessageStartingWith(file.toString());
    }
}
