package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the hook passes it
class ScratchTest {
    interface Input extends Struct {
        int a();

        void a(int v);
    }

    interface Large extends Struct {
        long sum();

        void sum(long v);

        @Length(4096)
        Bytes bytes();
    }

    static final class Program {
        private final Scratch<Large> scratch = Scratch.of(Large.class);
        private final AtomicInteger depth = new AtomicInteger();

        @Syscall
        int fill(Input in) {
            int a = in.a();
            long[] found = new long[1];
            boolean room = scratch.with(large -> {
                large.sum(0);
                for (int i = 0; i < 4096; i += 8) large.bytes().u64(i, a + i);
                for (int i = 0; i < 4096; i += 8)
                    large.sum(large.sum() + large.bytes().u64(i));
                found[0] = large.sum();
            });
            return room ? (int) found[0] : -1;
        }

        @Syscall
        int nested(Input in) {
            depth.set(0);
            nest(() -> nest(() -> nest(() -> nest(() -> nest(() -> depth.getAndAdd(100))))));
            return depth.get();
        }

        private void nest(Runnable inner) {
            scratch.with(large -> {
                large.sum(large.sum() + 1);
                depth.getAndIncrement();
                inner.run();
            });
        }
    }

    @Test
    @Tag("kernel")
    void lendsStructsThatTheStackCannotHold() {
        try (Loaded<Program> loaded = Kernel.load(new Program())) {
            Input input = Flyweight.of(Input.class).allocate();
            input.a(3);
            for (int i = 0; i < 100; i++) {
                assertThat(TestRuns.run(loaded, "fill", input)).isEqualTo(512 * 3 + 8 * (511 * 512 / 2));
            }
        }
    }

    /** Follows no other path with one struct than with another. */
    static final class Stores {
        private final Scratch<Large> scratch = Scratch.of(Large.class);

        @Syscall
        int run(Input in) {
            int a = in.a();
            boolean room = scratch.with(large -> {
                for (int i = 0; i < 256; i += 8) large.bytes().u64(i, a + i);
            });
            return room ? 1 : 0;
        }
    }

    @Test
    @Tag("kernel")
    void whatUsesAStructIsVerifiedOnceAndNotForEach() {
        try (Loaded<Stores> loaded = Kernel.load(new Stores())) {
            ProgramInfo info = loaded.programs().getFirst().program().info();
            // 32 turns of some ten instructions; for each of the four structs it would be more than a thousand.
            assertThat(info.verifiedInstructions()).isLessThan(500);
        }
    }

    @Test
    @Tag("kernel")
    void runsWithinEachOtherGetStructsOfTheirOwnUntilNoneIsLeft() {
        try (Loaded<Program> loaded = Kernel.load(new Program())) {
            Input input = Flyweight.of(Input.class).allocate();
            assertThat(TestRuns.run(loaded, "nested", input)).isEqualTo(Scratch.SLOTS);
            assertThat(TestRuns.run(loaded, "nested", input)).isEqualTo(Scratch.SLOTS);
        }
    }

    @Test
    void theErrorForTooMuchStackNamesIt() {
        assertThatThrownBy(() -> Kernel.compile(new Object() {
                    private final HashMap<Large, Counter> counters = HashMap.of(Large.class, Counter.class, 1);

                    @Syscall
                    int run(Input in) {
                        return counters.get(Memory.onStack(Large.class)) == null ? 1 : 2;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("does not fit the program's stack of 512 bytes")
                .hasMessageContaining("keep it in a Scratch");
    }
}
