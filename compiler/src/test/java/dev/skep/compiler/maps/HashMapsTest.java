package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.LruHashMap;
import dev.skep.bpf.map.LruPerCpuHashMap;
import dev.skep.bpf.map.PerCpuHashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class HashMapsTest {
    static final class Maps {
        final HashMap<Integer, Pair> byInt = HashMap.of(Integer.class, Pair.class, 4);
        final HashMap<Long, Counter> byLong = HashMap.of(Long.class, Counter.class, 16);
        final HashMap<Pair, Counter> byPair = HashMap.of(Pair.class, Counter.class, 16);
        final LruHashMap<Integer, Counter> recent = LruHashMap.of(Integer.class, Counter.class, 16);
        final PerCpuHashMap<Integer, Counter> perCpu = PerCpuHashMap.of(Integer.class, Counter.class, 16);
        final LruPerCpuHashMap<Long, Counter> recentPerCpu = LruPerCpuHashMap.of(Long.class, Counter.class, 16);

        @Syscall
        int put(Pair input) {
            Pair value = Memory.onStack(Pair.class);
            value.first(input.first() * 2);
            value.second(input.second() * 2);
            return byInt.put(input.first(), value) ? 1 : 0;
        }

        @Syscall
        int putIfAbsent(Pair input) {
            Pair value = Memory.onStack(Pair.class);
            value.second(input.second());
            return byInt.putIfAbsent(input.first(), value) ? 1 : 0;
        }

        @Syscall
        int remove(Pair input) {
            return byInt.remove(input.first()) ? 1 : 0;
        }

        @Syscall
        int get(Pair input) {
            Pair value = byInt.get(input.first());
            return value == null ? -1 : (int) value.second();
        }

        @Syscall
        int changeInPlace(Pair input) {
            Pair value = byInt.get(input.first());
            if (value == null) return 0;
            value.first(value.first() + 1);
            value.addSecond(input.second());
            return 1;
        }

        @Syscall
        int countByLong(Pair input) {
            return count(byLong, input.second());
        }

        @Syscall
        int countByPair(Pair input) {
            Pair key = Memory.onStack(Pair.class);
            key.first(input.first());
            key.second(input.second());
            Counter counter = byPair.get(key);
            if (counter == null) {
                byPair.put(key, Memory.onStack(Counter.class));
                counter = byPair.get(key);
                if (counter == null) return 0;
            }
            counter.add(1);
            return (int) counter.value();
        }

        @Syscall
        int countRecent(Pair input) {
            Counter counter = recent.get(input.first());
            if (counter != null) {
                counter.add(1);
                return (int) counter.value();
            }
            Counter one = Memory.onStack(Counter.class);
            one.value(1);
            return recent.put(input.first(), one) ? 1 : 0;
        }

        @Syscall
        int countPerCpu(Pair input) {
            Counter counter = perCpu.get(input.first());
            if (counter == null) return -1;
            counter.value(counter.value() + 1);
            Counter other = recentPerCpu.get((long) input.first());
            if (other == null) {
                Counter first = Memory.onStack(Counter.class);
                first.value(100);
                return recentPerCpu.put((long) input.first(), first) ? 1 : 0;
            }
            other.value(other.value() + 1);
            return 2;
        }

        private static int count(HashMap<Long, Counter> map, long key) {
            Counter counter = map.get(key);
            if (counter == null) {
                Counter one = Memory.onStack(Counter.class);
                one.value(1);
                return map.putIfAbsent(key, one) ? 1 : 0;
            }
            counter.add(1);
            return (int) counter.value();
        }
    }

    private final Maps maps = new Maps();
    private Loaded<Maps> loaded;

    @BeforeEach
    void load() {
        loaded = Kernel.load(maps);
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

    private int run(String program, int first, long second) {
        return TestRuns.run(loaded, program, pair(first, second));
    }

    private static Pair present(@Nullable Pair value) {
        assertThat(value).isNotNull();
        return Objects.requireNonNull(value);
    }

    @Test
    void userSpaceReadsWhatAProgramPuts() {
        assertThat(run("put", 5, 7)).isEqualTo(1);
        Pair value = present(maps.byInt.get(5));
        assertThat(value.first()).isEqualTo(10);
        assertThat(value.second()).isEqualTo(14);
        assertThat(run("put", -5, Long.MIN_VALUE / 2 + 1)).isEqualTo(1);
        assertThat(present(maps.byInt.get(-5)).second()).isEqualTo(Long.MIN_VALUE + 2);
    }

    @Test
    void aProgramReadsAndChangesWhatUserSpacePuts() {
        assertThat(run("get", 3, 0)).isEqualTo(-1);
        maps.byInt.put(3, pair(30, 300));
        assertThat(run("get", 3, 0)).isEqualTo(300);
        assertThat(run("changeInPlace", 3, -301)).isEqualTo(1);
        assertThat(present(maps.byInt.get(3)).first()).isEqualTo(31);
        assertThat(present(maps.byInt.get(3)).second()).isEqualTo(-1);
        assertThat(run("changeInPlace", 4, 1)).isZero();
    }

    @Test
    void aProgramLearnsWhetherAnElementWasThere() {
        assertThat(run("putIfAbsent", 1, 1)).isEqualTo(1);
        assertThat(run("putIfAbsent", 1, 2)).isZero();
        assertThat(present(maps.byInt.get(1)).second()).isEqualTo(1);
        assertThat(run("remove", 1, 0)).isEqualTo(1);
        assertThat(run("remove", 1, 0)).isZero();
        assertThat(maps.byInt.get(1)).isNull();
    }

    @Test
    void aProgramLearnsThatAMapIsFull() {
        for (int key = 0; key < 4; key++) assertThat(run("put", key, key)).isEqualTo(1);
        assertThat(run("put", 4, 4)).isZero();
        assertThat(maps.byInt.size()).isEqualTo(4);
    }

    @Test
    void longKeysCountWhole() {
        long key = 0x1_0000_0001L;
        assertThat(run("countByLong", 0, key)).isEqualTo(1);
        assertThat(run("countByLong", 0, key)).isEqualTo(2);
        assertThat(run("countByLong", 0, 1)).isEqualTo(1);
        assertThat(maps.byLong.keys()).containsExactlyInAnyOrder(key, 1L);
    }

    @Test
    void structKeysHaveZeroPadding() {
        assertThat(run("countByPair", 1, 2)).isEqualTo(1);
        assertThat(run("countByPair", 1, 2)).isEqualTo(2);
        assertThat(run("countByPair", 2, 1)).isEqualTo(1);
        Counter counted = maps.byPair.get(pair(1, 2));
        assertThat(counted).isNotNull();
        assertThat(maps.byPair.size()).isEqualTo(2);
    }

    @Test
    void anLruMapForgetsInsteadOfFillingUp() {
        for (int key = 0; key < 200; key++)
            assertThat(run("countRecent", key, 0)).isEqualTo(1);
        assertThat(run("countRecent", 199, 0)).isEqualTo(2);
        assertThat(maps.recent.size()).isBetween(1, 16);
    }

    @Test
    void perCpuValuesAddUp() {
        assertThat(run("countPerCpu", 9, 0)).isEqualTo(-1);
        maps.perCpu.put(9, Flyweight.of(Counter.class).allocate());
        for (int i = 0; i < 50; i++) assertThat(run("countPerCpu", 9, 0)).isPositive();
        assertThat(maps.perCpu.sum(9, Counter::value)).isEqualTo(50);
        assertThat(maps.recentPerCpu.sum(9L, Counter::value)).isBetween(149L, 400L);
    }
}
