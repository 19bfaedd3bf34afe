package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class PinScanTest {
    @Test
    void findsMountsOfBpfFileSystems() {
        assertThat(PinScan.mounts(List.of(
                        "30 23 0:27 / /sys/fs/bpf rw,nosuid shared:9 - bpf bpf rw,mode=700",
                        "31 23 0:28 / /run/my\\040pins rw - bpf none rw",
                        "32 23 0:29 / /tmp rw - tmpfs bpf rw",
                        "33 nonsense")))
                .containsExactly("/sys/fs/bpf", "/run/my pins");
    }
}
