package dev.skep.identity.cgroup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HierarchyTest {
    private static final List<String> HYBRID = List.of(
            "24 30 0:21 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755",
            "25 24 0:22 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw,nsdelegate",
            "31 24 0:28 / /sys/fs/cgroup/pids rw,nosuid shared:16 master:3 - cgroup cgroup rw,pids");
    private static final List<String> LEGACY = List.of(
            "24 30 0:21 / /sys/fs/cgroup ro,nosuid - tmpfs tmpfs ro,mode=755",
            "31 24 0:28 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct");
    private static final List<String> NUMBERS = List.of("8:pids:/", "5:cpu,cpuacct:/user.slice", "0::/");

    @Test
    void version2IsFoundAloneAndBesideVersion1() {
        assertThat(Hierarchy.unified(HYBRID)).contains(new Hierarchy(Path.of("/sys/fs/cgroup/unified"), 0, ""));
        assertThat(Hierarchy.unified(
                        List.of("26 20 0:23 / /sys/fs/cgroup rw shared:4 - cgroup2 cgroup2 rw,memory_recursiveprot")))
                .contains(new Hierarchy(Path.of("/sys/fs/cgroup"), 0, ""));
        assertThat(Hierarchy.unified(LEGACY)).isEmpty();
    }

    @Test
    void version1IsFoundByItsController() {
        assertThat(Hierarchy.legacy("cpuacct", LEGACY, NUMBERS))
                .contains(new Hierarchy(Path.of("/sys/fs/cgroup/cpu,cpuacct"), 5, "cpuacct"));
        assertThat(Hierarchy.legacy("memory", LEGACY, NUMBERS)).isEmpty();
        assertThat(Hierarchy.legacy("pids", HYBRID, NUMBERS))
                .contains(new Hierarchy(Path.of("/sys/fs/cgroup/pids"), 8, "pids"));
    }

    @Test
    void damagedLinesAreLeftOut() {
        assertThat(Hierarchy.unified(List.of("", "-", "1 2 3 4 5 6 - cgroup2", "a b - cgroup2 x y")))
                .isEmpty();
    }
}
