package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.UserRingBuffer;
import dev.skep.bpf.map.UserRingBufferWriter;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class UserRingBufferTest {
    private static final int BYTES = 4096;

    interface Large extends Struct {
        @Length(512)
        Bytes content();
    }

    static final class Sums {
        final UserRingBuffer<Pair> orders = UserRingBuffer.of(Pair.class, BYTES);
        final ArrayMap<Pair> sums = ArrayMap.of(Pair.class, 1);

        @Syscall
        int take(Pair input) {
            int least = input.first();
            return orders.drain(order -> {
                Pair sum = sums.get(0);
                if (sum == null || order.first() < least) return;
                sum.first(sum.first() + 1);
                sum.second(sum.second() + order.second());
            });
        }
    }

    private static Pair pair(int first, long second) {
        Pair pair = Flyweight.of(Pair.class).allocate();
        pair.first(first);
        pair.second(second);
        return pair;
    }

    @Test
    void programsTakeWhatUserSpaceSent() {
        Sums program = new Sums();
        try (Loaded<Sums> loaded = Kernel.load(program);
                UserRingBufferWriter<Pair> writer = program.orders.writer()) {
            assertThat(TestRuns.run(loaded, "take", pair(0, 0))).isZero();
            for (int i = 1; i <= 10; i++) assertThat(writer.send(pair(i, 100L * i))).isTrue();
            assertThat(writer.pendingBytes()).isEqualTo(10 * 24);
            assertThat(TestRuns.run(loaded, "take", pair(6, 0))).isEqualTo(10);
            assertThat(writer.pendingBytes()).isZero();
            Pair sum = Objects.requireNonNull(program.sums.get(0));
            assertThat(sum.first()).isEqualTo(5);
            assertThat(sum.second()).isEqualTo(4000);
        }
    }

    @Test
    void aFullRingRefusesUntilItIsDrainedAndGoesRound() {
        Sums program = new Sums();
        try (Loaded<Sums> loaded = Kernel.load(program);
                UserRingBufferWriter<Pair> writer = program.orders.writer()) {
            int total = 0;
            for (int round = 0; round < 5; round++) {
                int sent = 0;
                while (writer.send(pair(1, 1))) sent++;
                assertThat(sent).isEqualTo(BYTES / 24);
                total += sent;
                assertThat(TestRuns.run(loaded, "take", pair(0, 0))).isEqualTo(sent);
            }
            assertThat(Objects.requireNonNull(program.sums.get(0)).second()).isEqualTo(total);
        }
    }

    @Test
    void recordsMustFitOnTheStackOfPrograms() {
        assertThatThrownBy(() -> UserRingBuffer.of(Large.class, BYTES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Large has 512 bytes, expected at most 448");
    }
}
