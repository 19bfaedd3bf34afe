package dev.skep.bpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.Skip;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Real files of this machine, with the binutils as judge where they are installed. */
final class InstalledBinariesTest {
    private static final Path NM = Path.of("/usr/bin/nm");
    private static final Path READELF = Path.of("/usr/bin/readelf");
    private static final Pattern DEFINED = Pattern.compile("([0-9a-f]{16}) [TW] ([^@]+)(@@.*)?");
    private static final Pattern LOAD =
            Pattern.compile(" *LOAD +0x([0-9a-f]+) 0x([0-9a-f]+) 0x[0-9a-f]+ 0x([0-9a-f]+) .*");

    @Test
    void agreesWithNmOnEveryFunctionOfTheCLibrary() throws IOException {
        Skip.unless(Files.exists(NM), NM + " is not installed");
        Path libc = BinaryPath.find("libc").orElseThrow();
        Map<String, Long> expected = new HashMap<>();
        for (String line : output(NM, "-D", "--defined-only", libc.toString())) {
            Matcher matcher = DEFINED.matcher(line);
            if (matcher.matches()) {
                expected.put(matcher.group(2), Long.parseLong(matcher.group(1), 16));
            }
        }
        assertThat(expected).hasSizeGreaterThan(1_000);
        try (ElfFile elf = ElfFile.open(libc)) {
            expected.forEach((name, address) -> assertThat(elf.symbol(name))
                    .as(name)
                    .map(ElfSymbol::address)
                    .contains(address));
        }
    }

    @Test
    void agreesWithReadelfOnFileOffsets() throws IOException {
        Skip.unless(Files.exists(READELF), READELF + " is not installed");
        Path bash = BinaryPath.find("bash").orElseThrow();
        try (ElfFile elf = ElfFile.open(bash)) {
            int segments = 0;
            for (String line : output(READELF, "-lW", bash.toString())) {
                Matcher matcher = LOAD.matcher(line);
                if (matcher.matches()) {
                    long offset = Long.parseLong(matcher.group(1), 16);
                    long address = Long.parseLong(matcher.group(2), 16);
                    long last = Long.parseLong(matcher.group(3), 16) - 1;
                    assertThat(elf.fileOffset(address)).contains(offset);
                    assertThat(elf.fileOffset(address + last)).contains(offset + last);
                    segments++;
                }
            }
            assertThat(segments).isPositive();
            assertThat(elf.fileOffset(elf.symbol("readline").orElseThrow())).isPositive();
        }
    }

    private static List<String> output(Path program, String... arguments) throws IOException {
        ProcessBuilder command = new ProcessBuilder(program.toString());
        command.command().addAll(List.of(arguments));
        Process process = command.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        }
    }
}
