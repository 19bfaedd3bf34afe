package dev.skep.bpf.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class KernelNamesTest {
    static Stream<Arguments> enumerations() {
        return Stream.of(
                Arguments.of("bpf_prog_type", "BPF_PROG_TYPE_", (IntFunction<String>) KernelNames::programType),
                Arguments.of("bpf_map_type", "BPF_MAP_TYPE_", (IntFunction<String>) KernelNames::mapType),
                Arguments.of("bpf_link_type", "BPF_LINK_TYPE_", (IntFunction<String>) KernelNames::linkType),
                Arguments.of("bpf_attach_type", "BPF_", (IntFunction<String>) KernelNames::attachType));
    }

    /** Not constants that are marks, or second names of the same number. */
    private static boolean isName(String constant, String prefix) {
        return constant.startsWith(prefix) && !constant.endsWith("_DEPRECATED");
    }

    @ParameterizedTest
    @MethodSource("enumerations")
    @Tag("kernel")
    void theRunningKernelUsesTheSameNames(String enumeration, String prefix, IntFunction<String> names) {
        Btf kernel = Btf.vmlinux();
        int type = kernel.find(enumeration, BtfKind.ENUM);
        assertThat(type).as(enumeration).isPositive();
        kernel.enumerators(type).stream()
                .filter(constant -> isName(constant.name(), prefix))
                .forEach(constant -> assertThat(names.apply((int) constant.value()))
                        .isEqualTo(constant.name().substring(prefix.length()).toLowerCase(Locale.ROOT)));
    }

    @Test
    void numbersOfTheFutureAreNumbers() {
        assertThat(KernelNames.programType(99)).isEqualTo("type 99");
        assertThat(KernelNames.linkType(-1)).isEqualTo("type -1");
    }
}
