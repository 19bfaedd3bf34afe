package dev.skep.security.policy.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.compiler.table.Prefix;
import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.FileType;
import dev.skep.security.policy.model.MatchValue;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchValuesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "int | Equal | -1 | -1..-1",
                "int | Equal | 0x10 | 16..16",
                "int | Equal | '010' | 8..8",
                "int | Equal | 0b11 | 3..3",
                "int | Equal | 4294967295 | -1..-1",
                "int | InRange | '-5:0x5' | -5..5",
                "int | NotInRange | '2147483647:4294967295' | 2147483647..2147483647 -2147483648..-1",
                "int | InMap | '010' | 10..10",
                "int | InMap | '5:1' | 1..5",
                "uint8 | GT | 255 | 255..255",
                "uint64 | LessThan | 18446744073709551615 | -1..-1",
                "int64 | GreaterThan | -9223372036854775808 | -9223372036854775808..-9223372036854775808",
                "uint32 | InRange | '-4095:-1' | 4294963201..4294967295",
                "ulong | NotInRange | '-4095:-1' | -4095..-1",
                "size_t | Equal | -1 | -1..-1",
                "uint32 | Mask | 0x80000000 | 2147483648..2147483648",
                "capability | Equal | CAP_SYS_ADMIN | 21..21",
                "sock | DPort | 80 | 80..80",
                "sock | NotSPort | '1024:65535' | 1024..65535",
                "sock | Protocol | IPPROTO_UDP | 17..17",
                "sock | Protocol | 6 | 6..6",
                "sockaddr | Family | AF_INET6 | 10..10",
                "socket | State | TCP_LISTEN | 10..10"
            })
    void readsNumbers(String type, String operator, String value, String expected) {
        assertThat(values(type, operator, value).stream()
                        .map(MatchValue.Range.class::cast)
                        .map(range -> range.first() + ".." + range.last())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.2.3 | 10.1.2.3/32",
                "10.1.2.3/8 | 10.0.0.0/8",
                "2001:db8::1 | 2001:db8::1/128",
                "2001:db8::1/32 | 2001:db8::/32",
                "::/0 | ::/0"
            })
    void readsNetworksAndLeavesOutWhatDoesNotCount(String value, String network) {
        assertThat(values("sock", "SAddr", value))
                .singleElement()
                .extracting(found -> ((MatchValue.Network) found).prefix())
                .isEqualTo(Prefix.of(network));
    }

    @ParameterizedTest
    @CsvSource({"string, '/etc/passwd\\0'", "file, /etc/passwd", "data_loc, '/etc/passwd\\0\\0'"})
    void leavesZerosAtTheEndOfStringsOut(String type, String value) {
        assertThat(values(type, "Equal", value))
                .extracting(MatchValuesTest::text)
                .containsExactly("/etc/passwd");
    }

    @Test
    void keepsZerosOfBuffers() {
        assertThat(values("char_buf", "Postfix", "a\\0"))
                .extracting(MatchValuesTest::text)
                .containsExactly("a\0");
    }

    @Test
    void readsCapabilitiesByNameAndByNumber() {
        assertThat(values("kernel_cap_t", "Mask", "CAP_CHOWN, CAP_KILL"))
                .extracting(value -> ((MatchValue.Capabilities) value).mask())
                .containsExactly(0x21L);
        assertThat(values("cap_effective", "Equal", "0x21"))
                .extracting(value -> ((MatchValue.Capabilities) value).mask())
                .containsExactly(0x21L);
    }

    @Test
    void readsTypesOfFiles() {
        assertThat(values("path", "FileType", "fifo"))
                .extracting(value -> ((MatchValue.FileKind) value).type())
                .containsExactly(FileType.PIPE);
    }

    @Test
    void readsSystemCallsOfListsAsNumbersThatTellTheirAbi() {
        List<MatchValue> values = tracepoint("syscall64", "list:calls").values();

        assertThat(values)
                .extracting(value -> ((MatchValue.Range) value).first())
                .containsExactly(257L, 0x8000_0000L + 41, 4L);
    }

    @Test
    void refusesCallsOfOtherAbisWhereTheTypeDoesNotTellThem() {
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> tracepoint("uint64", "list:calls"))
                .withMessageEndingWith("lists of system calls are for arguments of type syscall64, not uint64");
    }

    @Test
    void readsValuesOfArgumentsWhoseTypeIsFoundLater() {
        ArgumentMatch match = tracepoint("auto", "0x10");

        assertThat(match.values().getFirst()).isInstanceOf(MatchValue.Unread.class);
        assertThat(ArgumentValues.read(match, ArgumentType.UINT32).values())
                .extracting(value -> ((MatchValue.Range) value).first())
                .containsExactly(16L);
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> ArgumentValues.read(match, ArgumentType.STRING))
                .withMessage(
                        "p.yaml:16:9: InMap does not compare arguments of type string (allowed: Equal, NotEqual, Prefix,"
                                + " NotPrefix, Postfix, NotPostfix, SubString, SubStringIgnCase)");
        assertThatExceptionOfType(PolicyException.class)
                .isThrownBy(() -> ArgumentValues.read(tracepoint("auto", "300"), ArgumentType.UINT8))
                .withMessage("p.yaml:16:46: '300' is no uint8: a number from 0 to 255 (0x hexadecimal, 0o octal)");
    }

    private static ArgumentMatch tracepoint(String type, String value) {
        return Policies.hook("""
                        lists:
                        - name: calls
                          type: syscalls
                          values: [sys_openat, i386/sys_dup, sys_newstat]
                        tracepoints:
                        - subsystem: raw_syscalls
                          event: sys_enter
                          args:
                          - {index: 4, type: %s}
                          selectors:
                          - matchArgs:
                            - {index: 4, operator: InMap, values: ["%s"]}
                        """.formatted(type, value))
                .selectors()
                .getFirst()
                .arguments()
                .getFirst();
    }

    private static List<MatchValue> values(String type, String operator, String value) {
        return Policies.hook("""
                        kprobes:
                        - call: f
                          syscall: false
                          args: [{index: 0, type: %s}]
                          selectors:
                          - matchArgs: [{index: 0, operator: %s, values: ["%s"]}]
                        """.formatted(type, operator, value))
                .selectors()
                .getFirst()
                .arguments()
                .getFirst()
                .values();
    }

    private static String text(MatchValue value) {
        return ((MatchValue.Text) value).text();
    }
}
