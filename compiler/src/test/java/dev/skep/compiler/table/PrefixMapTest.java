package dev.skep.compiler.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixMapTest {
    private final PrefixMap<String> networks = PrefixMap.of(Map.of(
            "0.0.0.0/0", "any",
            "10.0.0.0/8", "ten",
            "10.1.0.0/16", "ten one",
            "10.1.2.3", "host",
            "fd00::/8", "unique",
            "fd00::1:0:0:0/80", "part",
            "::1", "loopback"));

    @Test
    void findsTheLongestPrefix() {
        assertThat(networks.get(0x0a010203)).isEqualTo("host");
        assertThat(networks.get(0x0a010204)).isEqualTo("ten one");
        assertThat(networks.get(0x0a020204)).isEqualTo("ten");
        assertThat(networks.get(0xffffffff)).isEqualTo("any");
        assertThat(networks.get(0xfd00_0000_0000_0000L, 0x0001_0000_0000_0009L)).isEqualTo("part");
        assertThat(networks.get(0xfd12_0000_0000_0000L, -1)).isEqualTo("unique");
        assertThat(networks.get(0, 1)).isEqualTo("loopback");
        assertThat(networks.get(0, 2)).isNull();
    }

    @Test
    void setsTellMembers() {
        PrefixSet set = PrefixSet.of("192.168.0.0/16", "::/1");
        assertThat(set.contains(0xc0a80001)).isTrue();
        assertThat(set.contains(0xc0a90001)).isFalse();
        assertThat(set.contains(1, 2)).isTrue();
        assertThat(set.contains(-1, 2)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/x", "host/8", "10.0.0/8", "fd00::/129", "", "/8"})
    void refusesWhatIsNoNetwork(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixSet.of(text))
                .withMessageContaining("network " + text);
    }
}
