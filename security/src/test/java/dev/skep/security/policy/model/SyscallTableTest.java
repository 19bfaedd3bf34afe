package dev.skep.security.policy.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyscallTableTest {
    @ParameterizedTest
    @CsvSource({
        "X64, openat, openat, 257",
        "X64, stat, newstat, 4",
        "X64, newstat, newstat, 4",
        "X64, listns, listns, 470",
        "I386, dup, dup, -2147483607",
        "ARM64, openat, openat, 56",
        "ARM64, fadvise64, fadvise64_64, 223",
        "ARM32, open, open, -2147483643"
    })
    void knowsNumbersByTheNameOfTheCallAndOfItsFunction(Abi abi, String name, String function, int number) {
        Syscall call = SyscallTable.find(abi, name).orElseThrow();

        assertThat(call).isEqualTo(new Syscall(abi, function));
        assertThat(SyscallTable.number(call)).hasValue(number);
    }

    @Test
    void knowsNoOthers() {
        assertThat(SyscallTable.find(Abi.ARM64, "open")).isEmpty();
        assertThat(SyscallTable.number(new Syscall(Abi.X64, "nothing"))).isEmpty();
    }
}
