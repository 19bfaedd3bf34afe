package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.BloomFilter;
import dev.skep.bpf.map.Queue;
import dev.skep.bpf.map.Stack;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Syscall;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class SequencesTest {
    static final class Maps {
        final Queue<Pair> queue = Queue.of(Pair.class, 3);
        final Stack<Pair> stack = Stack.of(Pair.class, 3);
        final BloomFilter<Pair> seen = BloomFilter.of(Pair.class, 100);
        final BloomFilter<Pair> precise = BloomFilter.of(Pair.class, 100, 9);

        @RawTracepoint("sys_enter")
        int push(long registers, long second) {
            Pair value = copy(second);
            return (queue.push(value) ? 1 : 0) + (stack.push(value) ? 2 : 0);
        }

        @RawTracepoint("sys_enter")
        int pushDroppingOldest(long registers, long second) {
            Pair value = copy(second);
            return (queue.pushDroppingOldest(value) ? 1 : 0) + (stack.pushDroppingOldest(value) ? 2 : 0);
        }

        @RawTracepoint("sys_enter")
        int popFromQueue(long registers, long second) {
            Pair value = Memory.onStack(Pair.class);
            return queue.pop(value) ? (int) value.second() : -1;
        }

        @RawTracepoint("sys_enter")
        int peekAtStack(long registers, long second) {
            Pair value = Memory.onStack(Pair.class);
            return stack.peek(value) ? (int) value.second() : -1;
        }

        @RawTracepoint("sys_enter")
        int add(long registers, long second) {
            return seen.add(copy(second)) && precise.add(copy(second)) ? 1 : 0;
        }

        @RawTracepoint("sys_enter")
        int mayContain(long registers, long second) {
            return seen.mayContain(copy(second)) ? 1 : 0;
        }

        private static Pair copy(long second) {
            Pair value = Memory.onStack(Pair.class);
            value.first(1);
            value.second(second);
            return value;
        }
    }

    private final Maps maps = new Maps();

    @SuppressWarnings("NullAway.Init") // set before each test
    private Loaded<Maps> loaded;

    @BeforeEach
    void load() {
        loaded = Kernel.loadDetached(maps);
    }

    @AfterEach
    void close() {
        loaded.close();
    }

    private static Pair pair(int first, long second) {
        Pair pair = Flyweight.of(Pair.class).allocate();
        pair.first(first);
        pair.second(second);
        return pair;
    }

    private int run(String program, long second) {
        return TestRuns.run(loaded, program, 0, second);
    }

    @Test
    void queuesGiveWhatCameFirstAndStacksWhatCameLast() {
        for (int i = 1; i <= 3; i++) assertThat(run("push", i)).isEqualTo(3);
        assertThat(run("push", 4)).as("full").isZero();
        Pair taken = pair(0, 0);
        assertThat(maps.queue.peek(taken)).isTrue();
        assertThat(taken.second()).isEqualTo(1);
        assertThat(maps.queue.pop(taken)).isTrue();
        assertThat(taken.second()).isEqualTo(1);
        assertThat(maps.stack.pop(taken)).isTrue();
        assertThat(taken.second()).isEqualTo(3);
        assertThat(run("popFromQueue", 0)).isEqualTo(2);
        assertThat(run("peekAtStack", 0)).isEqualTo(2);
    }

    @Test
    void userSpaceSendsToProgramsThroughThem() {
        assertThat(maps.queue.push(pair(1, 7))).isTrue();
        assertThat(maps.stack.push(pair(1, 8))).isTrue();
        assertThat(run("popFromQueue", 0)).isEqualTo(7);
        assertThat(run("popFromQueue", 0)).as("empty").isEqualTo(-1);
        assertThat(run("peekAtStack", 0)).isEqualTo(8);
    }

    @Test
    void fullMapsCanDropWhatCameFirst() {
        for (int i = 1; i <= 5; i++) assertThat(run("pushDroppingOldest", i)).isEqualTo(3);
        assertThat(maps.queue.push(pair(1, 6))).isFalse();
        assertThat(maps.queue.pushDroppingOldest(pair(1, 6))).isTrue();
        Pair taken = pair(0, 0);
        for (int expected = 4; expected <= 6; expected++) {
            assertThat(maps.queue.pop(taken)).isTrue();
            assertThat(taken.second()).isEqualTo(expected);
        }
        assertThat(maps.queue.pop(taken)).isFalse();
    }

    @Test
    void bloomFiltersKnowWhatBothSidesAdded() {
        assertThat(run("mayContain", 5)).isZero();
        assertThat(maps.seen.mayContain(pair(1, 5))).isFalse();
        assertThat(run("add", 5)).isEqualTo(1);
        assertThat(maps.seen.add(pair(1, 6))).isTrue();
        for (int member = 5; member <= 6; member++) {
            assertThat(run("mayContain", member)).isEqualTo(1);
            assertThat(maps.seen.mayContain(pair(1, member))).isTrue();
        }
        assertThat(maps.precise.mayContain(pair(1, 5))).isTrue();
        assertThat(maps.precise.mayContain(pair(1, 6))).isFalse();
    }

    @Test
    void bloomFiltersTakeAtMostFifteenHashes() {
        assertThatThrownBy(() -> BloomFilter.of(Pair.class, 1, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hashes=16, expected 1 to 15");
    }

    @Test
    void whatIsTakenGoesToMemoryThatAHelperMayWrite() {
        assertThatThrownBy(() -> Kernel.compile(new Object() {
                    final Queue<Pair> queue = Queue.of(Pair.class, 3);

                    @Syscall
                    @SuppressWarnings("UnusedMethod") // the kernel calls it
                    int run(Pair input) {
                        return queue.pop(input) ? 1 : 0;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("pop writes to its argument, and this Pair cannot be written by a helper");
    }
}
