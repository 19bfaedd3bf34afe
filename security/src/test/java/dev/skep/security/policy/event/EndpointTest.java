package dev.skep.security.policy.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0x7f000001, false, 80, 127.0.0.1:80",
        "0, 0, false, 0, 0.0.0.0:0",
        "0, 1, true, 443, [::1]:443",
        "0, 0, true, 1, [::]:1",
        "0xfe80000000000000, 0x0202b3fffe1e8329, true, 22, [fe80::202:b3ff:fe1e:8329]:22",
        "0x20010db800000001, 0x0001000000010001, true, 1, [2001:db8:0:1:1:0:1:1]:1",
        "0x2001000000000001, 0x0000000000000001, true, 1, [2001:0:0:1::1]:1",
        "0, 0x0000ffff01020304, true, 9, [::ffff:1.2.3.4]:9",
    })
    void isWrittenAsPeopleWriteAddresses(String high, String low, boolean ip6, int port, String text) {
        assertThat(new Endpoint(parse(high), parse(low), ip6, port)).hasToString(text);
    }

    private static long parse(String number) {
        return number.startsWith("0x") ? Long.parseUnsignedLong(number.substring(2), 16) : Long.parseLong(number);
    }
}
