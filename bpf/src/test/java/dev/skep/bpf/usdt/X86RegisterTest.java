package dev.skep.bpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class X86RegisterTest {
    @ParameterizedTest
    @CsvSource({
        "rax, AX, 8, false",
        "eax, AX, 4, false",
        "ax, AX, 2, false",
        "al, AX, 1, false",
        "ah, AX, 1, true",
        "rsi, SI, 8, false",
        "sil, SI, 1, false",
        "bpl, BP, 1, false",
        "esp, SP, 4, false",
        "rip, IP, 8, false",
        "r8, R8, 8, false",
        "r8d, R8, 4, false",
        "r15w, R15, 2, false",
        "r10b, R10, 1, false"
    })
    void saysWhichPartOfARegisterANameMeans(String name, X86Register register, int bytes, boolean highByte) {
        assertThat(X86Register.named(name)).contains(new X86Register.Named(register, bytes, highByte));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "xmm0", "r16", "rzx", "r8x", "eflags"})
    void knowsNoOthers(String name) {
        assertThat(X86Register.named(name)).isEmpty();
    }
}
