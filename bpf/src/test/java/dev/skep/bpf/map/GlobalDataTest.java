package dev.skep.bpf.map;

import static dev.skep.bpf.asm.AccessSize.DOUBLE;
import static dev.skep.bpf.asm.Instructions.alu64Imm;
import static dev.skep.bpf.asm.Instructions.exit;
import static dev.skep.bpf.asm.Instructions.load;
import static dev.skep.bpf.asm.Instructions.mov64Imm;
import static dev.skep.bpf.asm.Instructions.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.skep.bpf.VerifierException;
import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class GlobalDataTest {

    /** Adds one to the number at offset 8. */
    private static Assembly increment(GlobalData data) {
        return new Assembly()
                .value(1, data, 8)
                .add(load(DOUBLE, 2, 1, 0), alu64Imm(AluOperation.ADD, 2, 1), store(DOUBLE, 1, 0, 2))
                .add(mov64Imm(0, 0), exit());
    }

    @Test
    void sharesVariablesWithRunningPrograms() {
        try (var data = GlobalData.variables(20)) {
            data.name(".data");
            data.memory().set(ValueLayout.JAVA_LONG, 8, 41);
            try (var program = increment(data).load("increment", ProgramType.SYSCALL)) {
                MemorySegment memory = data.memory();
                assertThat(memory.byteSize()).isEqualTo(20);
                assertThat(memory.get(ValueLayout.JAVA_LONG, 8)).isEqualTo(41);
                program.testRun(TestRun.ofContext(new byte[8]));
                assertThat(memory.get(ValueLayout.JAVA_LONG, 8)).isEqualTo(42);
                memory.set(ValueLayout.JAVA_LONG, 8, 100);
                program.testRun(TestRun.ofContext(new byte[8]));
                assertThat(memory.get(ValueLayout.JAVA_LONG, 8)).isEqualTo(101);
                assertThat(data.info().name()).isEqualTo(".data");
            }
        }
    }

    @Test
    void keepsConstantsFromEverybody() {
        try (var data = GlobalData.constants(5000)) {
            data.memory().set(ValueLayout.JAVA_LONG, 4992, 7);
            data.create();
            MemorySegment memory = data.memory();
            assertThat(memory.get(ValueLayout.JAVA_LONG, 4992)).isEqualTo(7);
            assertThat(memory.isReadOnly()).isTrue();
            assertThatExceptionOfType(VerifierException.class)
                    .isThrownBy(() -> increment(data).load("increment", ProgramType.SYSCALL));
        }
    }

    @Test
    void cannotBeReadAfterClose() {
        var data = GlobalData.variables(8);
        data.create();
        MemorySegment memory = data.memory();
        data.close();
        data.close();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> memory.get(ValueLayout.JAVA_BYTE, 0));
    }
}
