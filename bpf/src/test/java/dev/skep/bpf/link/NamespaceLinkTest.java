package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.testkit.network.VirtualCable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
final class NamespaceLinkTest {
    private static Program program(ProgramType type) {
        AttachType attachType = type == ProgramType.SK_LOOKUP ? AttachType.SK_LOOKUP : AttachType.FLOW_DISSECTOR;
        return Program.load(
                TinyPrograms.returning("pass", type, 1).attachType(attachType).build());
    }

    @ParameterizedTest
    @EnumSource(names = {"SK_LOOKUP", "FLOW_DISSECTOR"})
    void attachesToANamespaceAndExchangesItsProgram(ProgramType type) {
        try (VirtualCable other = new VirtualCable();
                Program first = program(type);
                Program second = program(type);
                NamespaceLink link = NamespaceLink.attach(first, other.namespaceFile())) {
            assertThat(link.hook()).isEqualTo(type + " of " + other.namespaceFile());
            link.replace(second);
        }
    }

    @Test
    void refusesOtherPrograms() {
        try (Program program = TinyPrograms.load("other", ProgramType.SOCKET_FILTER)) {
            assertThatThrownBy(() -> NamespaceLink.attach(program, NamespaceLink.OWN_NAMESPACE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("SK_LOOKUP or FLOW_DISSECTOR");
        }
    }
}
