package dev.skep.bpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Cuts and flips bytes of sound files by a fixed seed; a failure names the round that repeats it. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class ElfFuzzTest {
    private static final long SEED = 0x7f454c46;

    @TempDir
    private Path folder;

    @Test
    void survivesDamagedFiles() throws IOException {
        SampleElf sample = new SampleElf();
        for (int i = 0; i < 20; i++) {
            sample.symbol("function_" + i, ElfSymbol.FUNCTION, i % 3, 1, SampleElf.BASE + i, i);
        }
        byte[] sound = sample.toBytes();
        for (int length = 0; length < sound.length; length += 7) {
            read(Arrays.copyOf(sound, length), length);
        }
        for (int round = 0; round < 2_000; round++) {
            read(damage(sound, new SplittableRandom(SEED + round)), round);
        }
    }

    @Test
    void survivesDamagedPrograms() throws IOException {
        byte[] sound = Files.readAllBytes(Path.of("/bin/true"));
        for (int round = 0; round < 500; round++) {
            read(damage(sound, new SplittableRandom(SEED + round)), round);
        }
    }

    private void read(byte[] bytes, int round) throws IOException {
        Path file = Files.write(folder.resolve("damaged"), bytes);
        try (ElfFile elf = ElfFile.open(file)) {
            elf.symbol("function_7").ifPresent(symbol -> elf.fileOffset(symbol.address()));
            elf.symbols().forEach(symbol -> elf.fileOffset(symbol.address()));
            for (ElfSection section : elf.sections()) {
                elf.bytes(section);
            }
        } catch (MalformedInputException expected) {
            assertThat(expected.input()).isEqualTo(file.toString());
        } catch (RuntimeException | OutOfMemoryError e) {
            throw new AssertionError("round " + round, e);
        }
    }

    /** Most numbers that matter are in the header and in the tables at the end, so most damage goes there. */
    private static byte[] damage(byte[] sound, SplittableRandom random) {
        byte[] damaged = random.nextInt(8) == 0
                ? Arrays.copyOf(sound, sound.length - random.nextInt(sound.length / 2))
                : sound.clone();
        for (int flips = 1 + random.nextInt(6); flips > 0; flips--) {
            int at = switch (random.nextInt(3)) {
                case 0 -> random.nextInt(64 + 56);
                case 1 -> damaged.length - 1 - random.nextInt(Math.min(2_000, damaged.length));
                default -> random.nextInt(damaged.length);
            };
            damaged[at] = (byte) (random.nextBoolean() ? random.nextInt(256) : 1 << random.nextInt(8));
        }
        return damaged;
    }
}
