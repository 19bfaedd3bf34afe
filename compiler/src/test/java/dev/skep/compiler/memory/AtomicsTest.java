package dev.skep.compiler.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Atomic;
import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U32;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.Syscall;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class AtomicsTest {
    interface Numbers extends Struct {
        long wide();

        void wide(long v);

        int narrow();

        void narrow(int v);

        @U32
        long unsigned();

        void unsigned(long v);

        @Length(4)
        int slots(int i);

        void slots(int i, int v);

        @Atomic(value = "wide", does = AtomicAccess.ADD)
        void add(long by);

        @Atomic(value = "wide", does = AtomicAccess.OR)
        void or(long bits);

        @Atomic(value = "wide", does = AtomicAccess.AND)
        void and(long bits);

        @Atomic(value = "wide", does = AtomicAccess.XOR)
        void xor(long bits);

        @Atomic(value = "wide", does = AtomicAccess.GET_AND_ADD)
        long getAndAdd(long by);

        @Atomic(value = "wide", does = AtomicAccess.GET_AND_OR)
        long getAndOr(long bits);

        @Atomic(value = "wide", does = AtomicAccess.GET_AND_AND)
        long getAndAnd(long bits);

        @Atomic(value = "wide", does = AtomicAccess.GET_AND_XOR)
        long getAndXor(long bits);

        @Atomic(value = "wide", does = AtomicAccess.GET_AND_SET)
        long getAndSet(long v);

        @Atomic(value = "wide", does = AtomicAccess.COMPARE_AND_EXCHANGE)
        long compareAndExchange(long expected, long v);

        @Atomic(value = "wide", does = AtomicAccess.GET_ACQUIRE)
        long acquire();

        @Atomic(value = "wide", does = AtomicAccess.SET_RELEASE)
        void release(long v);

        @Atomic(value = "narrow", does = AtomicAccess.GET_AND_ADD)
        int getAndAddNarrow(int by);

        @Atomic(value = "narrow", does = AtomicAccess.COMPARE_AND_EXCHANGE)
        int compareAndExchangeNarrow(int expected, int v);

        @Atomic(value = "unsigned", does = AtomicAccess.GET_AND_SET)
        long getAndSetUnsigned(long v);

        @Atomic(value = "slots", does = AtomicAccess.GET_AND_XOR)
        int getAndXorSlot(int i, int bits);
    }

    interface Input extends Struct {
        long a();

        void a(long v);

        long b();

        void b(long v);

        int c();

        void c(int v);
    }

    static final class Accesses {
        final ArrayMap<Numbers> numbers = ArrayMap.of(Numbers.class, 1);

        @Syscall
        int all(Input input) {
            Numbers n = numbers.get(0);
            return n == null ? -1 : mix(n, input);
        }

        static int mix(Numbers n, Input input) {
            long a = input.a();
            long b = input.b();
            int c = input.c();
            n.add(a);
            n.or(b);
            n.xor(a);
            n.and(b | 0xffff);
            long sum = n.getAndAdd(b);
            sum = sum * 31 + n.getAndOr(a);
            sum = sum * 31 + n.getAndAnd(b);
            sum = sum * 31 + n.getAndXor(a);
            sum = sum * 31 + n.getAndSet(sum);
            sum = sum * 31 + n.compareAndExchange(a, b);
            sum = sum * 31 + n.compareAndExchange(n.wide(), a);
            sum = sum * 31 + n.acquire();
            n.release(sum);
            sum = sum * 31 + n.getAndAddNarrow(c);
            sum = sum * 31 + n.compareAndExchangeNarrow(c, (int) a);
            sum = sum * 31 + n.compareAndExchangeNarrow(n.narrow(), (int) b);
            sum = sum * 31 + n.getAndSetUnsigned(a);
            sum = sum * 31 + n.unsigned();
            sum = sum * 31 + n.getAndXorSlot(c & 3, (int) b);
            return (int) (sum ^ sum >>> 32);
        }
    }

    static final class Shared {
        final AtomicLong hits = new AtomicLong(40);
        final AtomicInteger state = new AtomicInteger();

        @Syscall
        int hit(Input input) {
            return (int) hits.addAndGet(input.a());
        }

        @Syscall
        int enter(Input input) {
            if (!state.compareAndSet(0, input.c())) return -1;
            return state.incrementAndGet() * 100 + state.getAndSet(7) + (int) hits.get();
        }

        @Syscall
        int leave(Input input) {
            int before = state.getAndDecrement();
            state.set(state.compareAndExchange(before - 1, 0) - before);
            return state.getPlain();
        }
    }

    private static Input input(long a, long b, int c) {
        Input input = Flyweight.of(Input.class).allocate();
        input.a(a);
        input.b(b);
        input.c(c);
        return input;
    }

    @Test
    void doTheSameInTheKernelAndOnTheJvm() {
        Accesses accesses = new Accesses();
        Numbers onJvm = Flyweight.of(Numbers.class).allocate();
        Random random = new Random(5);
        try (Loaded<Accesses> loaded = Kernel.load(accesses)) {
            for (int run = 0; run < 500; run++) {
                Input input = input(random.nextLong() >> run % 60, random.nextLong() >> run % 50, random.nextInt());
                assertThat(TestRuns.run(loaded, "all", input)).isEqualTo(Accesses.mix(onJvm, input));
                assertThat(Objects.requireNonNull(accesses.numbers.get(0)).toString())
                        .isEqualTo(onJvm.toString());
            }
        }
    }

    @Test
    void atomicNumbersInFieldsAreSharedWithUserSpace() {
        Shared shared = new Shared();
        try (Loaded<Shared> loaded = Kernel.load(shared)) {
            assertThat(TestRuns.run(loaded, "hit", input(2, 0, 0))).isEqualTo(42);
            loaded.refresh();
            assertThat(shared.hits).hasValue(42);
            assertThat(TestRuns.run(loaded, "enter", input(0, 0, 3))).isEqualTo(446);
            assertThat(TestRuns.run(loaded, "enter", input(0, 0, 3))).isEqualTo(-1);
            shared.state.set(5);
            loaded.publish();
            assertThat(TestRuns.run(loaded, "leave", input(0, 0, 0))).isEqualTo(-1);
            loaded.refresh();
            assertThat(shared.state).hasValue(-1);
        }
    }
}
