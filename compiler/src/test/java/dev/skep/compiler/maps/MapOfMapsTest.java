package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.SyscallException;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.ArrayOfMaps;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.HashOfMaps;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class MapOfMapsTest {
    static final class Tables {
        final ArrayOfMaps<HashMap<Integer, Counter>> generations =
                ArrayOfMaps.of(HashMap.of(Integer.class, Counter.class, 16), 2);
        final HashOfMaps<Long, ArrayMap<Counter>> byTenant =
                HashOfMaps.of(Long.class, ArrayMap.of(Counter.class, 4), 8);

        @Syscall
        int find(Pair input) {
            HashMap<Integer, Counter> table = generations.get(0);
            if (table == null) return -1;
            Counter counter = table.get(input.first());
            if (counter == null) return -2;
            counter.add(1);
            return (int) counter.value();
        }

        @Syscall
        int remove(Pair input) {
            HashMap<Integer, Counter> table = generations.get(input.first());
            return table != null && table.remove((int) input.second()) ? 1 : 0;
        }

        @Syscall
        int tenant(Pair input) {
            ArrayMap<Counter> counters = byTenant.get(input.second());
            if (counters == null) return -1;
            Counter counter = counters.get(input.first());
            return counter == null ? -2 : (int) counter.value();
        }
    }

    private static int run(Loaded<?> loaded, String program, int first, long second) {
        Pair pair = Flyweight.of(Pair.class).allocate();
        pair.first(first);
        pair.second(second);
        return TestRuns.run(loaded, program, pair);
    }

    private static Counter counter(long value) {
        Counter counter = Flyweight.of(Counter.class).allocate();
        counter.value(value);
        return counter;
    }

    private static HashMap<Integer, Counter> table(long value) {
        HashMap<Integer, Counter> table = HashMap.of(Integer.class, Counter.class, 16);
        table.create();
        table.put(7, counter(value));
        return table;
    }

    @Test
    void aTableIsExchangedAsAWholeWhileTheProgramIsLoaded() {
        Tables tables = new Tables();
        try (Loaded<Tables> loaded = Kernel.load(tables);
                HashMap<Integer, Counter> first = table(10);
                HashMap<Integer, Counter> second = table(500)) {
            assertThat(run(loaded, "find", 7, 0)).isEqualTo(-1);
            tables.generations.set(0, first);
            assertThat(run(loaded, "find", 7, 0)).isEqualTo(11);
            assertThat(run(loaded, "find", 8, 0)).isEqualTo(-2);
            tables.generations.set(0, second);
            assertThat(run(loaded, "find", 7, 0)).isEqualTo(501);
            assertThat(first.get(7)).returns(11L, Counter::value);
            assertThat(run(loaded, "remove", 1, 7)).isZero();
            assertThat(run(loaded, "remove", 0, 7)).isEqualTo(1);
            assertThat(second.size()).isZero();
            assertThat(tables.generations.clear(0)).isTrue();
            assertThat(run(loaded, "find", 7, 0)).isEqualTo(-1);
        }
    }

    @Test
    void mapsAreFoundByKey() {
        Tables tables = new Tables();
        try (Loaded<Tables> loaded = Kernel.load(tables);
                ArrayMap<Counter> counters = ArrayMap.of(Counter.class, 4)) {
            tables.byTenant.put(1L << 40, counters);
            counters.set(3, counter(33));
            assertThat(run(loaded, "tenant", 3, 1L << 40)).isEqualTo(33);
            assertThat(run(loaded, "tenant", 4, 1L << 40)).isEqualTo(-2);
            assertThat(run(loaded, "tenant", 3, 5)).isEqualTo(-1);
            assertThat(tables.byTenant.remove(1L << 40)).isTrue();
            assertThat(tables.byTenant.remove(1L << 40)).isFalse();
        }
    }

    @Test
    void aMapUnlikeTheModelIsRefused() {
        Tables tables = new Tables();
        try (Loaded<Tables> loaded = Kernel.load(tables);
                ArrayMap<Counter> larger = ArrayMap.of(Counter.class, 5)) {
            assertThat(loaded.programs()).hasSize(3);
            assertThatThrownBy(() -> tables.byTenant.put(1L, larger))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageContaining("EINVAL");
        }
    }
}
