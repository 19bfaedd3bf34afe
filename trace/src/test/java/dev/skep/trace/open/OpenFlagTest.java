package dev.skep.trace.open;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFlagTest {
    @Test
    void namesAllBits() {
        assertThat(OpenFlag.names(0)).isEqualTo("O_RDONLY");
        assertThat(OpenFlag.names(0_1101)).isEqualTo("O_WRONLY|O_CREAT|O_TRUNC");
        assertThat(OpenFlag.names(OpenFlag.O_CLOEXEC.value())).isEqualTo("O_RDONLY|O_CLOEXEC");
        assertThat(OpenFlag.names(OpenFlag.O_SYNC.value() | 2)).isEqualTo("O_RDWR|O_SYNC");
        assertThat(OpenFlag.names(OpenFlag.O_DSYNC.value() | 2)).isEqualTo("O_RDWR|O_DSYNC");
        assertThat(OpenFlag.names(OpenFlag.O_TMPFILE.value() | 2)).isEqualTo("O_RDWR|O_TMPFILE");
        assertThat(OpenFlag.names(OpenFlag.O_DIRECTORY.value())).isEqualTo("O_RDONLY|O_DIRECTORY");
    }

    @Test
    void bitsWithoutNameStayNumbers() {
        assertThat(OpenFlag.names(3)).isEqualTo("03");
        assertThat(OpenFlag.names(1 << 30)).isEqualTo("O_RDONLY|010000000000");
    }

    @Test
    void isFoundByName() {
        assertThat(OpenFlag.named("O_CREAT")).contains(OpenFlag.O_CREAT);
        assertThat(OpenFlag.named("creat")).contains(OpenFlag.O_CREAT);
        assertThat(OpenFlag.named("O_NONE")).isEmpty();
    }

    @Test
    void accessModesExcludeEachOther() {
        assertThat(FlagTest.of(OpenFlag.O_RDONLY).accepts(2)).isFalse();
        assertThat(FlagTest.of(OpenFlag.O_WRONLY).accepts(3)).isFalse();
        assertThat(FlagTest.of(OpenFlag.O_WRONLY).accepts(0_1101)).isTrue();
    }
}
