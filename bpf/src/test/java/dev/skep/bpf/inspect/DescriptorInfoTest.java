package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DescriptorInfoTest {
    private static final String MAP =
            "pos:\t0\nflags:\t02000002\nmnt_id:\t15\nmap_type:\t2\nkey_size:\t4\nvalue_size:\t8\n"
                    + "max_entries:\t1\nmap_flags:\t0x0\nmap_extra:\t0x0\nmemlock:\t4096\nmap_id:\t77\nfrozen:\t1\n";

    @Test
    void mapsAndProgramsNameThemselves() {
        DescriptorInfo map = new DescriptorInfo(MAP);
        assertThat(map.object()).contains(new DescriptorInfo.Reference(ObjectKind.MAP, 77));
        assertThat(map.number("memlock:", 0)).isEqualTo(4096);
        assertThat(map.number("frozen:", 0)).isEqualTo(1);
        assertThat(new DescriptorInfo("prog_type:\t6\nmemlock:\t4096\nprog_id:\t5\n").object())
                .contains(new DescriptorInfo.Reference(ObjectKind.PROGRAM, 5));
    }

    @Test
    void aLinkIsNotMistakenForItsProgram() {
        assertThat(new DescriptorInfo("link_type:\txdp\nlink_id:\t3\nprog_tag:\ta04f5eef06a7f555\nprog_id:\t5\n")
                        .object())
                .contains(new DescriptorInfo.Reference(ObjectKind.LINK, 3));
    }

    @Test
    void otherDescriptorsAndNonsenseAreNothing() {
        assertThat(new DescriptorInfo("pos:\t0\nflags:\t02\n").object()).isEmpty();
        assertThat(new DescriptorInfo("map_id:\tmany\n").object()).isEmpty();
        assertThat(new DescriptorInfo("map_id:\t99999999999\n").object()).isEmpty();
        assertThat(new DescriptorInfo("map_id:").object()).isEmpty();
        assertThat(new DescriptorInfo("").object()).isEmpty();
    }
}
