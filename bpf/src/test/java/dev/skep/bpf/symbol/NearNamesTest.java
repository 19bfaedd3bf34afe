package dev.skep.bpf.symbol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            vfs_red    | vfs_read   | true
            vfs_raed   | vfs_read   | true
            vfs_reads  | vfs_read   | true
            VFS_READ   | vfs_read   | true
            abcdef     | badcfe     | false
            abcdefghi  | badcfeghi  | true
            badcfehgi  | abcdefghi  | false
            tpc        | tcp        | true
            tpc        | icmp       | false
            ab         | abc        | true
            ab         | abcd       | false
            openat     | sys_enter_openat          | true
            openat     | sys_enter_openat_and_more | false
            ope        | sys_ope    | false
            """)
    void isNearIfItHoldsTheNameOrDiffersInAThirdOfItsLetters(String wanted, String name, boolean near) {
        assertThat(NearNames.of(wanted, List.of("", name))).isEqualTo(near ? List.of(name) : List.of());
    }

    @Test
    void namesTheThreeNearestOnceTheNearestFirst() {
        List<String> names = List.of("reads", "road", "raed", "read", "xyz", "read", "reader");
        assertThat(NearNames.of("reed", names)).containsExactly("raed", "read");
        assertThat(NearNames.of("reads", names)).containsExactly("reads", "read");
        assertThat(NearNames.of("read", names)).containsExactly("read", "raed", "reader");
    }

    @Test
    void asksInWords() {
        assertThat(NearNames.question("read", List.of())).isEmpty();
        assertThat(NearNames.question("red", List.of("read"))).isEqualTo("did you mean read? ");
        assertThat(NearNames.question("read", List.of("road", "raed", "reads", "reed")))
                .isEqualTo("did you mean raed, reads or reed? ");
        assertThat(NearNames.hint("read", List.of("something"))).isEmpty();
        assertThat(NearNames.hint("red", List.of("read", "ted"))).isEqualTo("; did you mean read or ted?");
    }
}
