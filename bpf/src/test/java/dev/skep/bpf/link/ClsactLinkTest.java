package dev.skep.bpf.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.netlink.TrafficFilters;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.RunStatistics;
import dev.skep.bpf.program.TinyPrograms;
import dev.skep.testkit.network.VirtualCable;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("kernel")
final class ClsactLinkTest {
    private static final int TC_ACT_UNSPEC = -1;

    private static Program unspecific(String name) {
        return Program.load(TinyPrograms.returning(name, ProgramType.SCHED_CLS, TC_ACT_UNSPEC)
                .build());
    }

    private static List<Integer> programs(int index, Direction direction) {
        try (TrafficFilters filters = new TrafficFilters(index)) {
            return filters.list(direction == Direction.INGRESS).stream()
                    .map(TrafficFilters.Filter::programId)
                    .toList();
        }
    }

    @Test
    void seesPacketsUntilItIsClosed() throws IOException {
        try (VirtualCable other = new VirtualCable();
                RunStatistics statistics = RunStatistics.enable();
                Program program = unspecific("seen")) {
            assertThat(statistics).isNotNull();
            int index = other.nearIndex();
            ClsactLink link = ClsactLink.attach(program, index, Direction.INGRESS);
            try (link) {
                assertThat(link.hook()).isEqualTo("clsact ingress of interface " + index);
                long before = program.info().runCount();
                other.send("x", 9);
                TinyPrograms.awaitRunsBeyond(program, before);
                assertThat(programs(index, Direction.INGRESS)).containsExactly(program.id());
            }
            link.close();
            assertThat(programs(index, Direction.INGRESS)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void standsBehindThoseThatWereThereAndIsExchangedInPlace(Direction direction) throws IOException {
        try (VirtualCable other = new VirtualCable();
                Program a = unspecific("a");
                Program b = unspecific("b");
                Program c = unspecific("c")) {
            int index = other.nearIndex();
            try (ClsactLink first = ClsactLink.attach(a, index, direction);
                    ClsactLink second = ClsactLink.attach(b, index, direction)) {
                assertThat(programs(index, direction)).containsExactly(a.id(), b.id());
                first.replace(c);
                assertThat(programs(index, direction)).containsExactly(c.id(), b.id());
                assertThat(second.hook()).startsWith("clsact ");
            }
            assertThat(programs(index, direction)).isEmpty();
        }
    }

    @Test
    void closesAfterItsDeviceIsGone() throws IOException {
        VirtualCable other = new VirtualCable();
        try (Program program = unspecific("a")) {
            ClsactLink link;
            try (other) {
                link = ClsactLink.attach(program, other.nearIndex(), Direction.INGRESS);
            }
            link.close();
        }
    }

    @Test
    void findsAndRemovesWhatADeadProcessLeftBehind() throws IOException {
        try (VirtualCable other = new VirtualCable();
                Program program = unspecific("a")) {
            int index = other.nearIndex();
            try (ClsactLink own = ClsactLink.attach(program, index, Direction.INGRESS);
                    TrafficFilters filters = new TrafficFilters(index)) {
                int dead = filters.add(
                        true,
                        ClsactLink.FIRST_PRIORITY,
                        ClsactLink.LAST_PRIORITY,
                        program.fd(),
                        "skep/2147483646/1/dead");
                filters.add(
                        true, ClsactLink.FIRST_PRIORITY, ClsactLink.LAST_PRIORITY, program.fd(), "of somebody else");
                ClsactLink.Stale stale = new ClsactLink.Stale(Direction.INGRESS, dead, "skep/2147483646/1/dead");
                assertThat(ClsactLink.stale(index)).containsExactly(stale);
                assertThat(ClsactLink.removeStale(index)).containsExactly(stale);
                assertThat(ClsactLink.stale(index)).isEmpty();
                assertThat(filters.list(true)).hasSize(2);
                assertThat(own.hook()).contains("ingress");
            }
        }
    }
}
