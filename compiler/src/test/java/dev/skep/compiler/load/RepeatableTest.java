package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Direction;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.BpfMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Repeatable;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.CgroupSkb;
import dev.skep.compiler.hook.CgroupSkbContext;
import dev.skep.compiler.hook.TestCgroup;
import dev.skep.compiler.hook.Tracepoint;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that are compiled once and loaded several times. */
@Tag("kernel")
class RepeatableTest {
    /** Counts the times that processes of a group, or not, reach a tracepoint; the numbers of weekdays make a constant table. */
    static final class Calls {
        private static final int[] WEIGHTS = {1, 1, 1, 1, 1, 1, 1, 1};

        @SuppressWarnings("UnusedVariable") // the hook's target names it
        private final String hook;

        private final ArrayMap<Counter> seen;

        Calls(String hook, ArrayMap<Counter> seen) {
            this.hook = hook;
            this.seen = seen;
        }

        @Tracepoint("{hook}")
        int call(Struct record) {
            Counter count = seen.get(0);
            if (count != null) {
                count.add(WEIGHTS[(int) Helpers.ktimeGetNs() & 7]);
            }
            return 0;
        }
    }

    /** Counts packets of processes below a control group. */
    static final class Received {
        @SuppressWarnings("UnusedVariable") // the hook's target names it
        private final String folder;

        private final ArrayMap<Counter> seen;

        Received(String folder, ArrayMap<Counter> seen) {
            this.folder = folder;
            this.seen = seen;
        }

        @CgroupSkb(value = "{folder}", direction = Direction.INGRESS)
        int count(CgroupSkbContext packet) {
            return counted(seen, packet);
        }
    }

    /** Likewise. */
    static final class Sent {
        @SuppressWarnings("UnusedVariable") // the hook's target names it
        private final String folder;

        private final ArrayMap<Counter> seen;

        Sent(String folder, ArrayMap<Counter> seen) {
            this.folder = folder;
            this.seen = seen;
        }

        @CgroupSkb(value = "{folder}", direction = Direction.EGRESS)
        int count(CgroupSkbContext packet) {
            return counted(seen, packet);
        }
    }

    private static int counted(ArrayMap<Counter> seen, CgroupSkbContext packet) {
        Counter count = seen.get(0);
        if (count != null && packet.length() == LENGTH) {
            count.add(1);
        }
        return CgroupSkbContext.ALLOW;
    }

    /** Of a datagram that nobody else sends, with its headers. */
    private static final int LENGTH = 1234;

    private static final int HEADERS = 28;

    interface Pair extends Struct {
        long one();

        long other();
    }

    /** Shares a field with user space. */
    static final class Changing {
        int limit = 1;

        @Tracepoint("syscalls/sys_enter_mkdirat")
        int call(Struct record) {
            return limit;
        }
    }

    private static ArrayMap<Counter> counts(int entries) {
        ArrayMap<Counter> counts = ArrayMap.of(Counter.class, entries);
        counts.create();
        return counts;
    }

    private static long value(ArrayMap<Counter> counts) {
        return Objects.requireNonNull(counts.get(0)).value();
    }

    /** Some that every process makes at its start. */
    private static void calls() throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("/bin/true").start().waitFor()).isZero();
    }

    @Test
    void eachCountsByItselfAtItsOwnHook() throws Exception {
        try (ArrayMap<Counter> first = counts(1);
                ArrayMap<Counter> second = counts(1);
                ArrayMap<Counter> detached = counts(1);
                Repeatable<Calls> calls = Kernel.repeatable(new Calls("syscalls/sys_enter_openat", first), true)) {
            long counted;
            try (Loaded<Calls> one = calls.first();
                    Loaded<Calls> two =
                            calls.again(new Calls("syscalls/sys_enter_execve", second), Map.of(first, second), true);
                    Loaded<Calls> three = calls.again(
                            new Calls("syscalls/sys_enter_execve", detached), Map.of(first, detached), false)) {
                calls();
                assertThat(one.programs().getFirst().links()).hasSize(1);
                assertThat(two.programs().getFirst().places()).containsExactly("tracepoint syscalls/sys_enter_execve");
                assertThat(three.programs().getFirst().links()).isEmpty();
                assertThat(value(first)).isPositive();
                assertThat(value(second)).isPositive();
                assertThat(value(detached)).isZero();
            }
            counted = value(second);
            calls();
            assertThat(value(second)).isEqualTo(counted);
        }
    }

    @Test
    void takesAMapOfMoreElements() throws Exception {
        try (ArrayMap<Counter> first = counts(1);
                ArrayMap<Counter> larger = counts(2);
                Repeatable<Calls> calls = Kernel.repeatable(new Calls("syscalls/sys_enter_openat", first), false);
                Loaded<Calls> _ = calls.first();
                Loaded<Calls> _ =
                        calls.again(new Calls("syscalls/sys_enter_openat", larger), Map.of(first, larger), true)) {
            calls();
            assertThat(value(larger)).isPositive();
            assertThat(value(first)).isZero();
        }
    }

    @Test
    void seesPacketsOfTheOtherDirection() throws Exception {
        Require.feature(KernelFeature.CGROUP_SKB);
        try (TestCgroup cgroup = new TestCgroup().enter();
                ArrayMap<Counter> in = counts(1);
                ArrayMap<Counter> out = counts(1);
                Repeatable<Object> packets = Kernel.repeatable(new Received(cgroup.folder(), in), false);
                Loaded<Object> _ = packets.first();
                Loaded<Object> _ = packets.again(new Sent(cgroup.folder(), out), Map.of(in, out), true);
                DatagramSocket socket = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
            socket.send(
                    new DatagramPacket(new byte[LENGTH - HEADERS], LENGTH - HEADERS, socket.getLocalSocketAddress()));
            assertThat(value(out)).isOne();
            assertThat(value(in)).isZero();
        }
    }

    @Test
    void refusesAnObjectThatHasNoSuchProgram() {
        try (ArrayMap<Counter> first = counts(1);
                Repeatable<Object> calls = Kernel.repeatable(new Calls("syscalls/sys_enter_openat", first), false);
                Loaded<Object> _ = calls.first()) {
            Object other = new Sent("", first);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> calls.again(other, Map.of(), true))
                    .withMessageContaining("no hook method call");
        }
    }

    @Test
    void refusesAMapOfOtherValues() {
        try (ArrayMap<Counter> first = counts(1);
                ArrayMap<Pair> pairs = ArrayMap.of(Pair.class, 1);
                Repeatable<Calls> calls = Kernel.repeatable(new Calls("syscalls/sys_enter_openat", first), false);
                Loaded<Calls> one = calls.first()) {
            Map<BpfMap, BpfMap> others = Map.of(first, pairs);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> calls.again(one.program(), others, false))
                    .withMessageContaining("kinds or sizes differ");
        }
    }

    @Test
    void refusesFieldsThatAllWouldShare() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernel.repeatable(new Changing(), false))
                .withMessageContaining("make them final");
    }
}
