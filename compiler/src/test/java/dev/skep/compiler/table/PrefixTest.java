package dev.skep.compiler.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, true, 0x0a00000100000000, 0, 32",
        "255.255.255.255/0, true, 0xffffffff00000000, 0, 0",
        "192.0.2.0/24, true, 0xc000020000000000, 0, 24",
        "::, false, 0, 0, 128",
        "2001:db8::1:2/127, false, 0x20010db800000000, 0x0000000000010002, 127",
        "::ffff:10.0.0.1, false, 0, 0x0000ffff0a000001, 128",
        "::ffff:255.0.0.1/104, false, 0, 0x0000ffffff000001, 104"
    })
    void readsAddressesAndNetworks(String text, boolean version4, String high, String low, int bits) {
        assertThat(Prefix.parse(text)).contains(new Prefix(version4, number(high), number(low), bits));
    }

    private static long number(String text) {
        return text.equals("0") ? 0 : Long.parseUnsignedLong(text.substring(2), 16);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "/8",
        "10.0.0",
        "10.0.0.0.0",
        "10.0.0.256",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "10.0.0.0/x",
        "10.0.0.0/8/8",
        "10..0.0",
        ".0.0.0",
        "0010.0.0.0",
        "1 .0.0.0",
        "fe80:::1",
        "fe80::1/129",
        "1:2:3",
        "fe80::1%1",
        "[::1]",
        "::1::",
        "10.0.0.0/8:1"
    })
    void nonsenseIsNoNetwork(String text) {
        assertThat(Prefix.parse(text)).isEmpty();
    }

    @Test
    void tellsItsPartsInNetworkOrder() {
        Prefix four = Prefix.of("10.1.2.0/23");
        assertThat(four.bytes()).containsExactly(10, 1, 2, 0);
        assertThat(four.word(0)).isEqualTo(0x0a010200L);
        assertThat(four.mask(0)).isEqualTo(0xfffffe00L);
        Prefix six = Prefix.of("2001:db8:8000::/33");
        assertThat(six.bytes()).startsWith(0x20, 0x01, 0x0d, 0xb8, 0x80).hasSize(16);
        assertThat(List.of(six.word(0), six.word(4), six.word(8), six.word(12)))
                .containsExactly(0x20010db8L, 0x80000000L, 0L, 0L);
        assertThat(List.of(six.mask(0), six.mask(4), six.mask(8), six.mask(12)))
                .containsExactly(0xffffffffL, 0x80000000L, 0L, 0L);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/31, true",
        "10.0.0.0/31, false",
        "::1/127, true",
        "8000::/1, false",
        "c000::/1, true",
        "::1/0, true"
    })
    void seesBitsBehindItsLength(String text, boolean behind) {
        assertThat(Prefix.parse(text).orElseThrow().hasBitsBehind()).isEqualTo(behind);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3/8, 10.0.0.0/8",
        "10.1.2.3, 10.1.2.3",
        "10.1.2.3/0, 0.0.0.0/0",
        "2001:db8:1::1/33, 2001:db8::/33",
        "2001:db8::1:2:3/100, 2001:db8::1:0:0/100"
    })
    void leavesOutWhatDoesNotCount(String text, String network) {
        assertThat(Prefix.parse(text).map(Prefix::network)).contains(Prefix.of(network));
    }
}
