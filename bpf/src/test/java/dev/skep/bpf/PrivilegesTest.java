package dev.skep.bpf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class PrivilegesTest {
    @Test
    void rootMayEverything() {
        Privileges root = Privileges.parse("Name:\tjava\nCapPrm:\t0000000000000000\nCapEff:\t000001ffffffffff\n");
        assertThat(root.mayLoadPrograms()).isTrue();
        assertThat(root.missing()).isEmpty();
        assertThat(root.has(Capability.CAP_SYS_RESOURCE)).isTrue();
    }

    @Test
    void tellsInOneLineWhatAnOrdinaryUserLacks() {
        Privileges nobody = Privileges.parse("CapEff:\t0000000000000000\n");
        assertThat(nobody.mayLoadPrograms()).isFalse();
        assertThat(nobody.need()).isEqualTo("needs root (or CAP_BPF, CAP_PERFMON, CAP_NET_ADMIN)");
    }

    @Test
    void theNewCapabilitiesAreEnough() {
        Privileges tracer = Privileges.parse("CapEff:\t000000c000000000");
        assertThat(tracer.mayLoadPrograms()).isTrue();
        assertThat(tracer.missing()).containsExactly(Capability.CAP_NET_ADMIN);
    }

    @Test
    void nonsenseIsRefusedAndAbsenceIsNothing() {
        assertThat(Privileges.parse("").mayLoadPrograms()).isFalse();
        assertThatThrownBy(() -> Privileges.parse("CapEff:\tbogus\n")).isInstanceOf(MalformedInputException.class);
        assertThatThrownBy(() -> Privileges.parse("CapEff:")).isInstanceOf(MalformedInputException.class);
    }
}
