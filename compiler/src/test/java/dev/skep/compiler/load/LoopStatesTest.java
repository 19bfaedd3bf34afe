package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.LoopSupport;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.internal.optimize.LongLoops.Scope;
import dev.skep.compiler.internal.optimize.LoopDriver;
import dev.skep.compiler.interpreter.AddressSpace;
import dev.skep.compiler.interpreter.Executable;
import dev.skep.compiler.interpreter.Machine;
import dev.skep.compiler.interpreter.Maps;
import dev.skep.compiler.interpreter.StandardHelpers;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Loops that {@code bpf_loop} drives, one behind the other: their states share the stack. */
@SuppressWarnings("UnusedMethod") // the kernel would call them
class LoopStatesTest {
    private static final LoopSupport EVERY_LOOP =
            new LoopSupport(numbers -> Optional.of(new LoopDriver.CallbackHelper(numbers)), Scope.ALL);
    private static final long MOST_STEPS = 1_000_000;

    interface Input extends Struct {
        int turns();

        void turns(int v);
    }

    static final class One {
        @Syscall
        int run(Input in) {
            int sum = 1;
            long product = 1;
            for (int i = 0; i < in.turns(); i++) {
                sum += i ^ sum;
                product = product * 31 + sum;
            }
            return sum + (int) product;
        }
    }

    static final class Three {
        @Syscall
        int run(Input in) {
            int count = 0;
            for (int i = 0; i < in.turns(); i++) count += i & 3;
            int sum = 1;
            long product = 1;
            for (int i = 0; i < in.turns(); i++) {
                sum += i ^ sum;
                product = product * 31 + sum;
            }
            int rest = 7;
            for (int i = 0; i < in.turns(); i++) rest = rest * 17 + (i ^ count);
            return sum + (int) product + count * rest;
        }
    }

    static final class Nested {
        @Syscall
        int run(Input in) {
            int sum = 0;
            for (int i = 0; i < in.turns(); i++) {
                for (int j = 0; j < in.turns(); j++) sum = sum * 31 + j;
                long product = 1;
                for (int j = 0; j < in.turns(); j++) {
                    product = product * 17 + (sum ^ j);
                    sum++;
                }
                sum ^= (int) (product >>> 9);
            }
            for (int i = 0; i < in.turns(); i++) sum += i;
            return sum;
        }
    }

    private static ProgramCompiler.Output compile(Object program) {
        return ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(3), EVERY_LOOP)
                .programs()
                .getFirst();
    }

    private static int run(Object program, int turns) {
        Input input = Flyweight.of(Input.class).allocate();
        input.turns(turns);
        Executable code = Executable.of(compile(program).code());
        AddressSpace memory = new AddressSpace();
        long context = memory.shared("context", Flyweight.segment(input).toArray(ValueLayout.JAVA_BYTE))
                .address();
        return (int) new Machine(code, memory, new Maps(memory, code), StandardHelpers.all(), MOST_STEPS).run(context);
    }

    @Test
    void threeTakeHardlyMoreStackThanTheLargestOfThem() {
        int one = compile(new One()).description().stackBytes();
        assertThat(one).isPositive();
        // What the first leaves to the third lies in a register or a slot of its own.
        assertThat(compile(new Three()).description().stackBytes()).isBetween(one, one + 16);
    }

    @Test
    void giveWhatTheyGiveOnTheJvm() {
        Input input = Flyweight.of(Input.class).allocate();
        for (int turns : new int[] {0, 1, 9, 50}) {
            input.turns(turns);
            assertThat(run(new One(), turns)).isEqualTo(new One().run(input));
            assertThat(run(new Three(), turns)).isEqualTo(new Three().run(input));
            assertThat(run(new Nested(), turns)).isEqualTo(new Nested().run(input));
        }
    }
}
