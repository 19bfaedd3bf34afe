package dev.skep.bpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cuts and flips bytes of sound notes by a fixed seed; a failure names the round that repeats it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class UsdtFuzzTest {
    private static final long SEED = 0x57a9;
    private static final String ALPHABET = "-0123456789@$%()+,:xabcdefglmprsixw8 ";

    @TempDir
    private Path folder;

    @Test
    void survivesDamagedNotes() throws IOException {
        SampleNotes notes = sample();
        byte[] sound = notes.toBytes();
        for (int round = 0; round < 4_000; round++) {
            SplittableRandom random = new SplittableRandom(SEED + round);
            byte[] damaged = sound.clone();
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                int at = SampleNotes.NOTES_OFFSET + random.nextInt(notes.notesLength());
                damaged[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 1 << random.nextInt(8));
            }
            read(damaged, round);
        }
    }

    @Test
    void survivesDamagedFiles() throws IOException {
        byte[] sound = sample().toBytes();
        for (int length = 0; length < sound.length; length += 3) {
            read(Arrays.copyOf(sound, length), length);
        }
        for (int round = 0; round < 2_000; round++) {
            SplittableRandom random = new SplittableRandom(SEED + round);
            byte[] damaged = sound.clone();
            for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            read(damaged, round);
        }
    }

    @Test
    void survivesAnyTextAsArguments() {
        UsdtArguments parser = new UsdtArguments(0, name -> OptionalLong.of(name.length()));
        for (int round = 0; round < 200_000; round++) {
            SplittableRandom random = new SplittableRandom(SEED + round);
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "8@" : "");
            for (int length = random.nextInt(24); length > 0; length--) {
                text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
            }
            try {
                assertThat(parser.parse(text.toString())).doesNotContainNull();
            } catch (RuntimeException e) {
                throw new AssertionError("round " + round + ": " + text, e);
            }
        }
    }

    private void read(byte[] bytes, int round) throws IOException {
        Path file = Files.write(folder.resolve("damaged"), bytes);
        try {
            UsdtProbes.of(file)
                    .all()
                    .forEach(probe -> assertThat(probe.place(0)).isNotNull());
        } catch (MalformedInputException expected) {
            assertThat(expected.input()).isEqualTo(file.toString());
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new AssertionError("round " + round, e);
        }
    }

    private static SampleNotes sample() {
        return new SampleNotes()
                .probe("first", SampleNotes.BASE + 1, SampleNotes.STAPSDT_BASE, 0, "8@%rax -4@-8(%rbp,%rcx,4)")
                .note("GNU\0", 5, new byte[33])
                .probe("second", SampleNotes.BASE + 2, SampleNotes.STAPSDT_BASE, SampleNotes.BASE + 8, "1@$1 2@x(%rip)")
                .probe("third", SampleNotes.BASE + 3, 0, 0, "");
    }
}
