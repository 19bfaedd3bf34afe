package dev.skep.bpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.MalformedInputException;
import dev.skep.testkit.fuzz.FuzzTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

final class ElfFuzzTest implements FuzzTarget {
    private static final String FUNCTION = "function_";

    @Override
    public List<byte[]> seeds() {
        SampleElf sample = new SampleElf();
        for (int i = 0; i < 20; i++) {
            sample.symbol(FUNCTION + i, ElfSymbol.FUNCTION, i % 3, 1, SampleElf.BASE + i, i);
        }
        return List.of(sample.toBytes());
    }

    @Override
    public List<String> words() {
        return List.of(FUNCTION, ".symtab", ".dynsym", "\177ELF");
    }

    @Override
    public int rounds() {
        return 500;
    }

    @Override
    public void read(byte[] input) throws IOException {
        Path file = Files.createTempFile("damaged", ".elf");
        try {
            Files.write(file, input);
            read(file);
        } finally {
            Files.delete(file);
        }
    }

    private static void read(Path file) {
        try (ElfFile elf = ElfFile.open(file)) {
            elf.symbol(FUNCTION + 7).ifPresent(symbol -> elf.fileOffset(symbol.address()));
            elf.symbols().forEach(symbol -> elf.fileOffset(symbol.address()));
            for (ElfSection section : elf.sections()) {
                elf.bytes(section);
            }
        } catch (MalformedInputException expected) {
            assertThat(expected.input()).isEqualTo(file.toString());
        }
    }
}
