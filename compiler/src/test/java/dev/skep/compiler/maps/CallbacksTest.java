package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.Timer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings("UnusedMethod") // the kernel calls them
class CallbacksTest {
    interface Session extends Struct {
        long uses();

        void uses(long v);

        Timer timer();

        int expired();

        void expired(int v);
    }

    static final class Walks {
        final HashMap<Integer, Counter> counters = HashMap.of(Integer.class, Counter.class, 100);
        final AtomicLong sum = new AtomicLong();

        @Syscall
        int addToAll(Pair input) {
            long by = input.second();
            int least = input.first();
            counters.forEach((key, counter) -> {
                if (key >= least) counter.add(by + input.second());
                sum.getAndAdd(counter.value());
            });
            return (int) sum.getAndSet(0);
        }

        @Xdp
        int inPackets(XdpContext packet) {
            counters.forEach((key, counter) -> counter.add(packet.length()));
            return 1;
        }
    }

    static final class Sessions {
        final HashMap<Integer, Session> sessions = HashMap.of(Integer.class, Session.class, 10);
        final ArrayMap<Session> ticks = ArrayMap.of(Session.class, 2);
        final AtomicLong ended = new AtomicLong();

        @Xdp
        int begin(XdpContext packet) {
            Session session = sessions.get(7);
            if (session == null) return 0;
            if (session.timer().init(sessions, Timer.MONOTONIC) != 0) return 5;
            session.timer().whenExpired(sessions, (key, value) -> {
                ended.getAndAdd(key * 100 + value.uses());
                sessions.remove(key);
            });
            return session.timer().start(1_000_000) == 0 ? 1 : 2;
        }

        @Xdp
        int tick(XdpContext packet) {
            Session session = ticks.get(1);
            if (session == null) return 0;
            session.timer().init(ticks, Timer.BOOT_TIME);
            session.timer().whenExpired(ticks, (index, value) -> {
                value.expired(value.expired() + index);
                if (value.expired() < 5) value.timer().start(100_000);
            });
            return session.timer().start(0) == 0 ? 1 : 2;
        }
    }

    @Test
    void aWalkThroughAMapUsesValuesOfTheMethodAroundIt() {
        Walks walks = new Walks();
        try (Loaded<Walks> loaded = Kernel.load(walks)) {
            Counter zero = Flyweight.of(Counter.class).allocate();
            for (int key = 1; key <= 4; key++) walks.counters.put(key, zero);
            Pair input = Flyweight.of(Pair.class).allocate();
            input.first(3);
            input.second(21);
            assertThat(TestRuns.run(loaded, "addToAll", input)).isEqualTo(84);
            assertThat(walks.counters.get(2)).returns(0L, Counter::value);
            assertThat(walks.counters.get(4)).returns(42L, Counter::value);
            loaded.program("inPackets").program().testRun(TestRun.ofData(new byte[100]));
            assertThat(walks.counters.get(1)).returns(100L, Counter::value);
        }
    }

    @Test
    void aTimerRunsItsLambdaWithKeyAndValue() {
        Sessions program = new Sessions();
        try (Loaded<Sessions> loaded = Kernel.load(program)) {
            Session session = Flyweight.of(Session.class).allocate();
            session.uses(3);
            program.sessions.put(7, session);
            assertThat(loaded.program("begin")
                            .program()
                            .testRun(TestRun.ofData(new byte[64]))
                            .returnValue())
                    .isEqualTo(1);
            await().atMost(Duration.ofSeconds(10)).until(() -> program.sessions.get(7) == null);
            loaded.refresh();
            assertThat(program.ended).hasValue(703);
        }
    }

    @Test
    void aTimerMayStartItselfAnew() {
        Sessions program = new Sessions();
        try (Loaded<Sessions> loaded = Kernel.load(program)) {
            loaded.program("tick").program().testRun(TestRun.ofData(new byte[64]));
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> Objects.requireNonNull(program.ticks.get(1)).expired() == 5);
        }
    }

    @Test
    void aTimerCannotUseValuesOfTheRunThatSetsIt() {
        assertThatThrownBy(() -> Kernel.compile(new Object() {
                    final ArrayMap<Session> ticks = ArrayMap.of(Session.class, 2);

                    @Xdp
                    int run(XdpContext packet) {
                        Session session = ticks.get(0);
                        if (session == null) return 0;
                        int length = packet.length();
                        session.timer().init(ticks, Timer.MONOTONIC);
                        session.timer().whenExpired(ticks, (index, value) -> value.expired(length));
                        return 1;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("runs when this run of the program is over");
    }
}
