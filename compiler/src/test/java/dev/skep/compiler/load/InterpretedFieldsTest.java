package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.interpreter.AddressSpace;
import dev.skep.compiler.interpreter.Executable;
import dev.skep.compiler.interpreter.Machine;
import dev.skep.compiler.interpreter.Maps;
import dev.skep.compiler.interpreter.StandardHelpers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Fields that are not final, as programs find them in .data: without the kernel. */
class InterpretedFieldsTest {
    private static final long MOST_STEPS = 10_000;

    interface Input extends Struct {
        int a();
    }

    enum Mode {
        OFF,
        COUNT,
        DOUBLE
    }

    @SuppressWarnings({"UnusedMethod", "UnusedVariable", "EnumOrdinal"}) // the compiler reads it
    static final class Settings {
        private final Mode[] modes = {Mode.DOUBLE, Mode.OFF};
        private final int[] weights = {1, 10, 100};
        Mode mode = Mode.COUNT;
        long limit = 3;
        short less = -2;
        byte least = -3;
        char letter = 'a';
        boolean wide;

        @Syscall
        int numbers(Input in) {
            return (int) limit + less * 100 + least * 1_000 + letter * 10_000 + (wide ? 1_000_000 : 0);
        }

        @Syscall
        int chosen(Input in) {
            if (mode == Mode.OFF) return -1;
            mode = modes[in.a() & 1];
            return switch (mode) {
                case OFF -> 10;
                case COUNT -> 20;
                case DOUBLE -> weights[mode.ordinal()];
            };
        }
    }

    private static int run(ProgramCompiler compiled, String method, int a) {
        Executable code = compiled.programs().stream()
                .filter(output -> output.method().getName().equals(method))
                .map(output -> Executable.of(output.code()))
                .findFirst()
                .orElseThrow();
        AddressSpace memory = new AddressSpace();
        byte[] context = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.nativeOrder())
                .putInt(a)
                .array();
        Machine machine = new Machine(code, memory, new Maps(memory, code), StandardHelpers.all(), MOST_STEPS);
        return (int) machine.run(memory.shared("context", context).address());
    }

    private static ProgramCompiler compile(Settings settings) {
        return ProgramCompiler.of(settings, Btf::vmlinux, false, () -> new Target(4));
    }

    @Test
    void programsFindWhatFieldsHoldAndWhatIsPublishedLater() {
        Settings settings = new Settings();
        ProgramCompiler compiled = compile(settings);
        assertThat(run(compiled, "numbers", 0)).isEqualTo(3 - 200 - 3_000 + 970_000);
        settings.limit = 0x1_0000_0004L;
        settings.less = 5;
        settings.least = 6;
        settings.letter = 'b';
        settings.wide = true;
        assertThat(run(compiled, "numbers", 0)).isEqualTo(3 - 200 - 3_000 + 970_000);
        compiled.data().publish();
        assertThat(run(compiled, "numbers", 0)).isEqualTo(4 + 500 + 6_000 + 980_000 + 1_000_000);
    }

    @Test
    void constantsOfAnEnumAreChosenAndKept() {
        Settings settings = new Settings();
        ProgramCompiler compiled = compile(settings);
        assertThat(run(compiled, "chosen", 0)).isEqualTo(100);
        assertThat(run(compiled, "chosen", 1)).isEqualTo(10);
        settings.mode = Mode.OFF;
        compiled.data().publish();
        assertThat(run(compiled, "chosen", 0)).isEqualTo(-1);
    }
}
