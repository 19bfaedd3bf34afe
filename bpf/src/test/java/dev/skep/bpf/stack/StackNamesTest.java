package dev.skep.bpf.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.symbol.Kallsyms;
import java.io.IOException;
import java.lang.foreign.Linker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class StackNamesTest {
    private final StackNames<String> names = new StackNames<>();
    private final int self = (int) ProcessHandle.current().pid();

    private static long functionOfTheKernel() throws IOException {
        List<Long> found = new ArrayList<>();
        Kallsyms.forEach(function -> {
            if (function.name().equals("do_exit")) {
                found.add(function.address());
            }
        });
        return found.getFirst();
    }

    private static long functionOfThisProcess() {
        return Linker.nativeLinker()
                .defaultLookup()
                .find("getpid")
                .orElseThrow()
                .address();
    }

    @Test
    void framesOfTheKernelHaveFunctionAndOffset() throws IOException {
        long address = functionOfTheKernel();

        assertThat(names.kernel(List.of(address + 5, 1L)))
                .containsExactly(new StackFrame(address + 5, 5, "do_exit", ""), new StackFrame(1, 0, "", ""));
    }

    @Test
    void framesOfAProcessHaveFileAndFunction() {
        long address = functionOfThisProcess();

        StackFrame frame = names.user("self", self, List.of(address + 1)).getFirst();

        assertThat(frame.address()).isEqualTo(address + 1);
        assertThat(frame.module()).contains("libc");
        assertThat(frame.symbol()).contains("getpid");
        assertThat(frame.offset()).isPositive();
        assertThat(names.user("self", self, List.of(7L))).containsExactly(new StackFrame(7, 0, "", ""));
    }

    @Test
    void aProcessThatHasEndedIsStillKnownWithTheFilesThatOthersUsed() {
        long address = functionOfThisProcess();
        names.remember("ended", self);
        StackFrame alive = names.user("self", self, List.of(address)).getFirst();

        assertThat(names.user("ended", 0, List.of(address))).containsExactly(alive);
        assertThat(names.user("unknown", 0, List.of(address))).containsExactly(new StackFrame(address, 0, "", ""));
    }
}
