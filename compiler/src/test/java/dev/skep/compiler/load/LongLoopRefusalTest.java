package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.Loader;
import dev.skep.compiler.internal.load.LoopSupport;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.internal.optimize.LongLoops;
import dev.skep.compiler.internal.optimize.LoopDriver;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Long loops that kernels before 6.4 cannot drive are refused in Java's terms. */
@Tag("kernel")
class LongLoopRefusalTest {
    interface Input extends Struct {
        int a();

        int b();
    }

    interface Cell extends Struct {
        int count();
    }

    @SuppressWarnings("UnusedMethod") // the compiler runs it
    private static final class CarriesAnAddress {
        private final ArrayMap<Cell> cells = ArrayMap.of(Cell.class, 64);

        @Syscall
        int run(Input x) {
            Cell last = cells.get(0);
            if (last == null) return 0;
            int sum = x.a();
            for (int i = 0; i < 100_000; i++) {
                Cell cell = cells.get(sum & 63);
                if (cell != null && cell.count() == i) last = cell;
                sum = sum * 31 + x.b();
            }
            return last.count();
        }
    }

    @SuppressWarnings("UnusedMethod") // the compiler runs it
    private static final class ManyTurns {
        @Syscall
        int run(Input x) {
            int sum = x.a();
            for (int i = 0; i < 100_000; i++)
                if ((sum & 1) == 0) sum = sum * 31 + i;
                else sum = (sum >>> 1) - x.b();
            return sum;
        }
    }

    private static void load(Object program, LoopSupport loops) {
        ProgramCompiler compiled = ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(3), loops);
        Loader.load(program, compiled, false).close();
    }

    @Test
    void saysThatALoopCarriesAnAddress() {
        LoopSupport helper =
                new LoopSupport(numbers -> Optional.of(new LoopDriver.CallbackHelper(numbers)), LongLoops.Scope.LONG);
        assertThatThrownBy(() -> load(new CarriesAnAddress(), helper))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("LongLoopRefusalTest.java:")
                .hasMessageContaining(
                        "this loop is too long for the verifier to follow, and cannot be driven by the kernel:"
                                + " it carries an address from one turn to the next")
                .hasMessageContaining("mend: carry an index, and compute the address from it in each turn");
    }

    @Test
    void saysWhichKernelDrivesLoops() {
        LoopSupport nothing = new LoopSupport(numbers -> Optional.empty(), LongLoops.Scope.LONG);
        assertThatThrownBy(() -> load(new ManyTurns(), nothing))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("this kernel has neither bpf_loop nor bpf_iter_num")
                .hasMessageContaining("mend: use Linux 5.17 or newer");
    }
}
