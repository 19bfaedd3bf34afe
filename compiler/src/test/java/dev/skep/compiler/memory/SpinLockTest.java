package dev.skep.compiler.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.SpinLock;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class SpinLockTest {
    interface Pair extends Struct {
        long left();

        void left(long v);

        SpinLock guard();

        long right();

        void right(long v);
    }

    static final class Locking {
        final ArrayMap<Pair> pairs = ArrayMap.of(Pair.class, 2);
        final HashMap<Integer, Pair> byKey = HashMap.of(Integer.class, Pair.class, 16);

        @Xdp
        int both(XdpContext packet) {
            Pair pair = pairs.get(1);
            if (pair == null) return 0;
            pair.guard().lock();
            long next = pair.left() + 1;
            pair.left(next);
            pair.right(next);
            pair.guard().unlock();
            return 1;
        }

        @Xdp
        int inHash(XdpContext packet) {
            Pair pair = byKey.get(7);
            if (pair == null) return 0;
            pair.guard().lock();
            pair.right(pair.left() * 2);
            pair.guard().unlock();
            return 1;
        }
    }

    static final class Forgetful {
        final ArrayMap<Pair> pairs = ArrayMap.of(Pair.class, 1);

        @Xdp
        int keeps(XdpContext packet) {
            Pair pair = pairs.get(0);
            if (pair == null) return 0;
            pair.guard().lock();
            if (pair.left() == 1) return 2;
            pair.guard().unlock();
            return 1;
        }
    }

    static final class Forbidden {
        final ArrayMap<Pair> pairs = ArrayMap.of(Pair.class, 1);

        @RawTracepoint("sys_enter")
        int tracing() {
            Pair pair = pairs.get(0);
            if (pair == null) return 0;
            pair.guard().lock();
            pair.guard().unlock();
            return 0;
        }
    }

    @Test
    void keepsTwoFieldsInStepWhileUserSpaceReads() {
        Locking program = new Locking();
        try (Loaded<Locking> loaded = Kernel.load(program)) {
            CompletableFuture<Integer> kernel = CompletableFuture.supplyAsync(() -> loaded.program("both")
                    .program()
                    .testRun(TestRun.ofData(new byte[64]).repeat(300_000))
                    .returnValue());
            while (!kernel.isDone()) {
                Pair copy = Objects.requireNonNull(program.pairs.get(1));
                assertThat(copy.left()).isEqualTo(copy.right());
            }
            assertThat(kernel.join()).isEqualTo(1);
            assertThat(Objects.requireNonNull(program.pairs.get(1)).right()).isEqualTo(300_000);
        }
    }

    @Test
    void locksInTheValuesOfAHashMapToo() {
        Locking program = new Locking();
        try (Loaded<Locking> loaded = Kernel.load(program)) {
            Pair pair = Flyweight.of(Pair.class).allocate();
            pair.left(21);
            program.byKey.put(7, pair);
            loaded.program("inHash").program().testRun(TestRun.ofData(new byte[64]));
            assertThat(Objects.requireNonNull(program.byKey.get(7)).right()).isEqualTo(42);
        }
    }

    @Test
    void aLockThatIsNotGivenBackIsAnErrorAtTheReturn() {
        assertThatThrownBy(() -> Kernel.load(new Forgetful()).close())
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("SpinLockTest.java:")
                .hasMessageContaining("while a lock is held");
    }

    @Test
    void aHookThatMayNotLockIsToldSo() {
        assertThatThrownBy(() -> Kernel.load(new Forbidden()).close())
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("raw tracepoint sys_enter) may not use locks");
    }
}
