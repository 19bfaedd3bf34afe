package dev.skep.bpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The notes of a file. */
final class UsdtFuzzTest implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
        return List.of(new SampleNotes()
                .probe("first", SampleNotes.BASE + 1, SampleNotes.STAPSDT_BASE, 0, "8@%rax -4@-8(%rbp,%rcx,4)")
                .note("GNU\0", 5, new byte[33])
                .probe("second", SampleNotes.BASE + 2, SampleNotes.STAPSDT_BASE, SampleNotes.BASE + 8, "1@$1 2@x(%rip)")
                .probe("third", SampleNotes.BASE + 3, 0, 0, "")
                .toBytes());
    }

    @Override
    public List<String> words() {
        return List.of("stapsdt\0", ".note.stapsdt", ".stapsdt.base");
    }

    @Override
    public int rounds() {
        return 500;
    }

    @Override
    public void read(byte[] input) throws IOException {
        Path file = Files.createTempFile("damaged", ".notes");
        try {
            Files.write(file, input);
            UsdtProbes.of(file)
                    .all()
                    .forEach(probe -> assertThat(probe.place(0)).isNotNull());
        } catch (MalformedInputException expected) {
            assertThat(expected.input()).isEqualTo(file.toString());
        } finally {
            Files.delete(file);
        }
    }
}
