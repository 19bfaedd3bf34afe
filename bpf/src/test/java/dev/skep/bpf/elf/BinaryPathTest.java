package dev.skep.bpf.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BinaryPathTest {
    @TempDir
    private Path folder;

    private Path programs;
    private Path libraries;

    BinaryPathTest() {
        programs = Path.of("");
        libraries = Path.of("");
    }

    @BeforeEach
    void makeFolders() throws IOException {
        programs = Files.createDirectory(folder.toRealPath().resolve("bin"));
        libraries = Files.createDirectory(folder.toRealPath().resolve("lib"));
    }

    @Test
    void takesAPathAsItIs() throws IOException {
        Path tool = elf(programs, "tool");
        assertThat(find(tool.toString())).contains(tool);
        assertThat(find(folder.resolve("nothing").toString())).isEmpty();
    }

    @Test
    void looksForProgramsBeforeLibraries() throws IOException {
        Path program = elf(programs, "libtool");
        elf(libraries, "libtool.so.1");
        assertThat(find("libtool")).contains(program);
    }

    @Test
    void findsLibrariesByShortName() throws IOException {
        elf(libraries, "libssl.so.1.1");
        Path newest = elf(libraries, "libssl.so.3");
        Path other = elf(libraries, "libssl3.so");
        Files.writeString(libraries.resolve("libssl.so"), "INPUT(libssl.so.3)", StandardCharsets.UTF_8);
        assertThat(find("libssl")).contains(newest);
        assertThat(find("libssl.so")).contains(newest);
        assertThat(find("libssl.so.1")).contains(libraries.resolve("libssl.so.1.1"));
        assertThat(find("libssl3")).contains(other);
        assertThat(find("libss")).isEmpty();
    }

    @Test
    void takesTheHighestVersion() throws IOException {
        elf(libraries, "libz.so.1.9");
        Path newest = elf(libraries, "libz.so.1.10.2");
        assertThat(find("libz")).contains(newest);
    }

    @Test
    void followsLinks() throws IOException {
        Path real = elf(libraries, "libreal.so.6");
        Files.createSymbolicLink(libraries.resolve("libc.so.6"), real);
        assertThat(find("libc")).contains(real);
    }

    @Test
    void ignoresWhatIsNoBinary() throws IOException {
        Files.writeString(programs.resolve("script"), "#!/bin/sh", StandardCharsets.UTF_8);
        Files.createDirectory(programs.resolve("subfolder"));
        assertThat(find("script")).isEmpty();
        assertThat(find("subfolder")).isEmpty();
        assertThat(find("")).isEmpty();
        assertThat(find("a\0b")).isEmpty();
    }

    private Optional<Path> find(String name) {
        return BinaryPath.find(name, List.of(programs), List.of(libraries, folder.resolve("missing")));
    }

    private static Path elf(Path where, String name) throws IOException {
        return Files.write(where.resolve(name), new SampleElf().toBytes());
    }
}
