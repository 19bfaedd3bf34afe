package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.MalformedInputException;
import dev.skep.bpf.UnsupportedFeatureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProbeSourceTest {
    @TempDir
    private Path directory;

    @Test
    void readsTypeAndReturnBit() throws IOException {
        ProbeSource source = source("8\n", "config:3\n");
        assertThat(source.type()).isEqualTo(8);
        assertThat(source.returnBit()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "config", "config:", "config:64", "config:-1", "config1:0-63", "config:x"})
    void refusesNonsense(String format) throws IOException {
        ProbeSource source = source("x\n", format);
        assertThatThrownBy(source::returnBit).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(source::type).isInstanceOf(MalformedInputException.class);
    }

    @Test
    void saysThatTheKernelWasBuiltWithoutIt() {
        assertThatThrownBy(new ProbeSource("kprobe", directory.resolve("kprobe"))::type)
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("built without it");
    }

    private ProbeSource source(String type, String format) throws IOException {
        Files.createDirectories(directory.resolve("format"));
        Files.writeString(directory.resolve("type"), type);
        Files.writeString(directory.resolve("format/retprobe"), format);
        return new ProbeSource("uprobe", directory);
    }
}
