package dev.skep.bpf.usdt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.usdt.UsdtArgument.Constant;
import dev.skep.bpf.usdt.UsdtArgument.InMemory;
import dev.skep.bpf.usdt.UsdtArgument.InRegister;
import dev.skep.bpf.usdt.UsdtArgument.Term;
import dev.skep.bpf.usdt.UsdtArgument.Unknown;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class UsdtArgumentsTest {
    private static final long PROBE = 0x1000;
    private static final long COUNTER = 0x4010;

    @ParameterizedTest
    @CsvSource({
        "8@%rax, AX, 8, 0", "4@%eax, AX, 4, 0", "2@%ax, AX, 2, 0", "1@%al, AX, 1, 0", "1@%ah, AX, 1, 8",
        "8@%rbx, BX, 8, 0", "1@%bh, BX, 1, 8", "1@%cl, CX, 1, 0", "1@%dh, DX, 1, 8", "4@%edx, DX, 4, 0",
        "8@%rsi, SI, 8, 0", "1@%sil, SI, 1, 0", "1@%dil, DI, 1, 0", "2@%di, DI, 2, 0", "1@%bpl, BP, 1, 0",
        "8@%rsp, SP, 8, 0", "8@%r8, R8, 8, 0", "4@%r9d, R9, 4, 0", "2@%r10w, R10, 2, 0", "1@%r15b, R15, 1, 0"
    })
    void knowsEveryNameOfARegister(String text, X86Register register, int size, int shift) {
        assertThat(parse(text)).containsExactly(new InRegister(text, size, false, register, shift));
        String signed = "-" + text;
        assertThat(parse(signed)).containsExactly(new InRegister(signed, size, true, register, shift));
    }

    @Test
    void narrowsConstantsToTheirSize() {
        assertThat(parse("-4@$-1 4@$-1 1@$300 -1@$200 8@$18446744073709551615 -8@$0x10 -2@$+7"))
                .extracting(argument -> ((Constant) argument).value())
                .containsExactly(-1L, 0xffff_ffffL, 44L, -56L, -1L, 16L, 7L);
    }

    @Test
    void readsEveryFormOfAnAddress() {
        memory("8@(%rbx)", 0, new Term(X86Register.BX, 1));
        memory("8@-392(%rbp)", -392, new Term(X86Register.BP, 1));
        memory("8@0x18(%r12)", 24, new Term(X86Register.R12, 1));
        memory("8@16(%rcx,%r8,8)", 16, new Term(X86Register.CX, 1), new Term(X86Register.R8, 8));
        memory("8@(%rax,%rdx)", 0, new Term(X86Register.AX, 1), new Term(X86Register.DX, 1));
        memory("8@-8(,%rsi,4)", -8, new Term(X86Register.SI, 4));
    }

    @Test
    void findsVariablesByTheDistanceFromTheProbe() {
        memory("8@counter(%rip)", COUNTER - PROBE, new Term(X86Register.IP, 1));
        memory("8@counter+8(%rip)", COUNTER + 8 - PROBE, new Term(X86Register.IP, 1));
        memory("8@counter-4(%rip)", COUNTER - 4 - PROBE, new Term(X86Register.IP, 1));
        assertThat(parse("8@nothing(%rip)")).containsExactly(new Unknown("8@nothing(%rip)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8f@%xmm0",
                "3@%rax",
                "8@%xmm0",
                "8@%rxx",
                "8@",
                "@%rax",
                "8@$",
                "8@$x",
                "8@()",
                "8@(%eax)",
                "8@(%ax)",
                "8@(%rax,%rbx,3)",
                "8@(%rax",
                "8@%fs:8(%rax)",
                "x",
                "8@(%r10d)",
                "8@99999999999999999999(%rax)",
                "8@$99999999999999999999"
            })
    void leavesOutWhatItDoesNotUnderstand(String text) {
        assertThat(parse(text)).containsExactly(new Unknown(text));
    }

    @Test
    void splitsAtBlanksBetweenArguments() {
        assertThat(UsdtArguments.split("  8@%rax   -4@$1 ")).containsExactly("8@%rax", "-4@$1");
        assertThat(UsdtArguments.split("8@[sp, 8] 4@x0")).containsExactly("8@[sp, 8]", "4@x0");
        assertThat(UsdtArguments.split("")).isEmpty();
    }

    private static void memory(String text, long displacement, Term... terms) {
        assertThat(parse(text)).containsExactly(new InMemory(text, 8, false, displacement, List.of(terms)));
    }

    private static List<UsdtArgument> parse(String text) {
        return new UsdtArguments(
                        PROBE, name -> name.equals("counter") ? OptionalLong.of(COUNTER) : OptionalLong.empty())
                .parse(text);
    }
}
