package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.LpmTrie;
import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LpmTrieTest {
    interface Network extends Struct {
        int bits();

        void bits(int v);

        @BigEndian
        int address();

        void address(int v);
    }

    static final class Routes {
        final LpmTrie<Network, Counter> routes = LpmTrie.of(Network.class, Counter.class, 100);

        @RawTracepoint("sys_enter")
        int route(int address) {
            Network key = Memory.onStack(Network.class);
            key.bits(32);
            key.address(address);
            Counter found = routes.get(key);
            return found == null ? -1 : (int) found.value();
        }
    }

    private static void add(Routes routes, int address, int bits, int number) {
        Network network = Flyweight.of(Network.class).allocate();
        network.address(address);
        network.bits(bits);
        Counter counter = Flyweight.of(Counter.class).allocate();
        counter.value(number);
        routes.routes.put(network, counter);
    }

    @Test
    void findsTheLongestPrefix() {
        Routes routes = new Routes();
        try (Loaded<Routes> loaded = Kernel.loadDetached(routes)) {
            add(routes, 0x0a000000, 8, 1);
            add(routes, 0x0a010000, 16, 2);
            add(routes, 0x0a010203, 32, 3);
            assertThat(TestRuns.run(loaded, "route", 0x0a020304)).isEqualTo(1);
            assertThat(TestRuns.run(loaded, "route", 0x0a010304)).isEqualTo(2);
            assertThat(TestRuns.run(loaded, "route", 0x0a010203)).isEqualTo(3);
            assertThat(TestRuns.run(loaded, "route", 0x0b010203)).isEqualTo(-1);
        }
    }
}
