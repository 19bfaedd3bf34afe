package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.Errno;
import dev.skep.bpf.Require;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.NetfilterLink.Family;
import dev.skep.bpf.link.NetfilterLink.Place;
import dev.skep.bpf.program.AttachType;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.testkit.network.VirtualCable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class NetfilterLinkTest {
    private static final int NF_ACCEPT = 1;
    private static final int PRIORITY = 4711;

    @Test
    void seesPacketsUntilItIsClosed() {
        Require.feature(KernelFeature.NETFILTER);
        try (VirtualCable other = new VirtualCable();
                RunStatistics statistics = RunStatistics.enable();
                Program program = Program.load(TinyPrograms.returning("accept", ProgramType.NETFILTER, NF_ACCEPT)
                        .attachType(AttachType.NETFILTER)
                        .build())) {
            assertThat(statistics).isNotNull();
            try (NetfilterLink link = NetfilterLink.attach(program, Family.IPV4, Place.LOCAL_IN, PRIORITY, false)) {
                assertThat(link.hook()).isEqualTo("netfilter LOCAL_IN of IPV4 at priority 4711");
                long before = program.info().runCount();
                other.send("x", 9);
                TinyPrograms.awaitRunsBeyond(program, before);
                assertThatThrownBy(() -> NetfilterLink.attach(program, Family.IPV4, Place.LOCAL_IN, PRIORITY, false))
                        .isInstanceOfSatisfying(
                                SyscallException.class,
                                failure -> assertThat(failure.is(Errno.EBUSY)).isTrue());
            }
        }
    }
}
