package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.memory.BigEndian;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LpmTrieTest {

    interface Network extends Struct {
        int prefixLength();

        void prefixLength(int bits);

        @BigEndian
        int address();

        void address(int address);
    }

    private static Network network(int address, int prefixLength) {
        Network network = Flyweight.of(Network.class).allocate();
        network.address(address);
        network.prefixLength(prefixLength);
        return network;
    }

    @Test
    void findsTheLongestPrefix() {
        try (var map = LpmTrie.of(Network.class, Pair.class, 10)) {
            map.create();
            map.put(network(0x0a000000, 8), Pair.of(8, 0));
            map.put(network(0x0a010000, 16), Pair.of(16, 0));
            assertThat(map.get(network(0x0a010203, 32))).hasToString("{left=16, right=0}");
            assertThat(map.get(network(0x0a020203, 32))).hasToString("{left=8, right=0}");
            assertThat(map.get(network(0x0b010203, 32))).isNull();
            assertThat(map.keys()).extracting(Network::prefixLength).containsExactlyInAnyOrder(8, 16);
            assertThat(map.remove(network(0x0a010000, 16))).isTrue();
            assertThat(map.get(network(0x0a010203, 32))).hasToString("{left=8, right=0}");
        }
    }

    @Test
    void demandsAPrefixLengthBeforeTheData() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LpmTrie.of(Pair.class, Counter.class, 10))
                .withMessageContaining("begins with its prefix length, an int: ")
                .withMessageEndingWith("Pair begins with left");
    }
}
