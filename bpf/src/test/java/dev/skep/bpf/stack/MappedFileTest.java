package dev.skep.bpf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MappedFileTest {
    private static final String LIBRARY =
            "7f0000001000-7f0000003000 r-xp 00026000 fd:01 1234                       /usr/lib/a b.so.6";

    @Test
    void readsALineOfCode() {
        MappedFile mapping = MappedFile.parse(LIBRARY);

        assertThat(mapping)
                .isEqualTo(
                        new MappedFile(0x7f0000001000L, 0x7f0000003000L, 0x26000, "fd:01 1234", "/usr/lib/a b.so.6"));
        assertThat(mapping.range()).isEqualTo("7f0000001000-7f0000003000");
        assertThat(MappedFile.parse("7f00-7f10 r-xp 00000000 00:00 0"))
                .isEqualTo(new MappedFile(0x7f00, 0x7f10, 0, "00:00 0", ""));
        assertThat(MappedFile.parse("ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0          [vsyscall]")
                        .isFile())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7f00-7f10",
                "7f00-7f10 r--p 00000000 00:00 0",
                "7f007f10 r-xp 00000000 00:00 0",
                "7f00-nine r-xp 00000000 00:00 0",
                "7f00-7f10 r-xp 111111111111111111111 00:00 0"
            })
    void passesOverWhatIsNoCodeAndWhatIsDamaged(String line) {
        assertThat(MappedFile.parse(line)).isNull();
    }

    @Test
    void findsTheMappingOfAnAddress() {
        MappedFile first = new MappedFile(0x1000, 0x2000, 0, "", "a");
        MappedFile second = new MappedFile(0x3000, 0x4000, 0, "", "b");
        ProcessMaps maps = new ProcessMaps(List.of(first, second));

        assertThat(maps.find(0x1000)).contains(first);
        assertThat(maps.find(0x3fff)).contains(second);
        assertThat(maps.find(0xfff)).isEmpty();
        assertThat(maps.find(0x2000)).isEmpty();
        assertThat(maps.find(-1)).isEmpty();
    }
}
