package dev.skep.bpf.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.MalformedInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ElfFileTest {
    private static final int CODE = 1;
    private static final int FUNCTION = ElfSymbol.FUNCTION;
    private static final int OLD = 0x8002;

    @TempDir
    private Path folder;

    @Test
    void findsSymbolsAndTheirPlacesInTheFile() throws IOException {
        try (ElfFile elf = open(new SampleElf().symbol("readline", FUNCTION, 1, CODE, SampleElf.BASE + 0x20, 1))) {
            ElfSymbol readline = elf.symbol("readline").orElseThrow();
            assertThat(readline).isEqualTo(new ElfSymbol("readline", SampleElf.BASE + 0x20, 16, FUNCTION, 1));
            assertThat(readline.isFunction()).isTrue();
            assertThat(elf.fileOffset(readline)).isEqualTo(SampleElf.CODE_OFFSET + 0x20);
            assertThat(elf.symbol("readlin")).isEmpty();
            assertThat(elf.symbol("")).isEmpty();
            assertThat(elf.machine()).isEqualTo(62);
        }
    }

    @Test
    void knowsWhichAddressesAreInTheFile() throws IOException {
        try (ElfFile elf = open(new SampleElf().symbol("zeroes", 1, 1, 5, SampleElf.BASE + 0x180, 1))) {
            assertThat(elf.fileOffset(SampleElf.BASE)).contains((long) SampleElf.CODE_OFFSET);
            assertThat(elf.fileOffset(SampleElf.BASE - 1)).isEmpty();
            assertThat(elf.fileOffset(SampleElf.BASE + 0x100)).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> elf.fileOffset(elf.symbol("zeroes").orElseThrow()))
                    .withMessageContaining("zeroes");
        }
    }

    @Test
    void prefersTheDefaultVersionAndTheWiderBinding() throws IOException {
        SampleElf sample = new SampleElf()
                .symbol("memcpy", FUNCTION, 1, CODE, 0x1010, OLD)
                .symbol("memcpy", FUNCTION, 1, CODE, 0x1020, 3)
                .symbol("memcpy", FUNCTION, 0, CODE, 0x1030, 3)
                .symbol("open", FUNCTION, 2, CODE, 0x1040, 1)
                .symbol("open", FUNCTION, 1, CODE, 0x1050, 1)
                .symbol("close@@V2", FUNCTION, 1, CODE, 0x1060, 1)
                .symbol("close@V1", FUNCTION, 1, CODE, 0x1070, 1);
        try (ElfFile elf = open(sample)) {
            assertThat(address(elf, "memcpy")).contains(0x1020L);
            assertThat(address(elf, "open")).contains(0x1050L);
            assertThat(address(elf, "close")).contains(0x1060L);
            assertThat(elf.symbols()).extracting(ElfSymbol::name).containsOnly("memcpy", "open", "close");
        }
    }

    @Test
    void leavesOutWhatIsNotDefinedHere() throws IOException {
        SampleElf sample = new SampleElf()
                .symbol("malloc", FUNCTION, 1, 0, 0, 1)
                .symbol("absolute", 0, 1, 0xfff1, 0x1010, 1)
                .symbol("thread_local", 6, 1, CODE, 0x10, 1);
        try (ElfFile elf = open(sample)) {
            assertThat(elf.symbols()).isEmpty();
            assertThat(elf.symbol("malloc")).isEmpty();
        }
    }

    @Test
    void readsSections() throws IOException {
        try (ElfFile elf = open(new SampleElf())) {
            ElfSection strings = elf.section(".dynstr").orElseThrow();
            assertThat(elf.bytes(strings)).containsExactly(0);
            assertThat(elf.bytes(elf.section(".bss").orElseThrow())).isEmpty();
            assertThat(elf.section(".text")).isEmpty();
        }
    }

    @Test
    void saysWhatIsWrongWithTheFile() throws IOException {
        byte[] sound = new SampleElf()
                .symbol("f", FUNCTION, 1, CODE, SampleElf.BASE, 1)
                .toBytes();
        malformed(new byte[0], "no ELF file: 0 bytes");
        malformed("#!/bin/sh\n".repeat(9).getBytes(StandardCharsets.UTF_8), "it begins with");
        malformed(with(sound, 4, 1), "64-bit little-endian");
        malformed(Arrays.copyOf(sound, sound.length - 1), "section table of 384 bytes is beyond");
        malformed(with(sound, 62, 77), "section 77 with the names does not exist");
        malformed(with(sound, 58, 40), "table entries of 64 bytes expected, not 40");
        malformed(with(sound, 64 + 33, 0x7f), "segment at 120 is beyond");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> ElfFile.open(folder.resolve("missing")).close());
    }

    private static Optional<Long> address(ElfFile elf, String name) {
        return elf.symbol(name).map(ElfSymbol::address);
    }

    private void malformed(byte[] bytes, String message) throws IOException {
        Path file = Files.write(folder.resolve("bad"), bytes);
        assertThatExceptionOfType(MalformedInputException.class)
                .isThrownBy(() -> ElfFile.open(file).close())
                .withMessageContaining(message)
                .withMessageContaining(file.toString());
    }

    private ElfFile open(SampleElf sample) throws IOException {
        return ElfFile.open(Files.write(folder.resolve("sample.so"), sample.toBytes()));
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
