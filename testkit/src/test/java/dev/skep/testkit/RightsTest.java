package dev.skep.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RightsTest {
    @Test
    void everythingMayBeLoadedWithAllCapabilities() {
        assertThat(Rights.parse(List.of("Name:\tjava", "CapEff:\t000001ffffffffff"))
                        .loadPrograms())
                .isTrue();
    }

    @Test
    void nothingMayBeLoadedWithoutCapabilities() {
        Rights none = Rights.parse(List.of("CapEff:\t0000000000000000"));
        assertThat(none.loadPrograms()).isFalse();
        assertThat(none.explanation()).contains("CAP_SYS_ADMIN").contains("root");
    }

    @Test
    void aStatusWithoutCapabilitiesIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rights.parse(List.of("Name:\tjava")));
    }

    @Test
    @Tag(KernelTests.TAG)
    void kernelTestsRunOnlyWithTheRightToLoadPrograms() {
        assertThat(Rights.ofThisProcess().loadPrograms()).isTrue();
    }
}
