package dev.skep.compiler.differential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What random methods found, as somebody could have written it. */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FoundTest {
    interface Numbers extends Struct {
        long a();

        void a(long v);

        int b();

        void b(int v);

        boolean flag();

        void flag(boolean v);

        boolean other();

        void other(boolean v);

        @Length(16)
        Bytes bytes();
    }

    private record Pair(int left, long right) {}

    static final class Methods {
        private int kind;

        @Syscall
        int unsignedDivisionByZero(Numbers x) {
            int zero = 0;
            return Integer.divideUnsigned(7, zero) + Integer.remainderUnsigned(7, zero) * 10;
        }

        @Syscall
        @SuppressWarnings("ShortCircuitBoolean") // both are read, as numbers
        int bothFlags(Numbers x) {
            boolean both = x.flag() & x.other();
            return (both ? 1 : 0) + (x.flag() == x.other() ? 10 : 0);
        }

        @Syscall
        int comparisonInAnArray(Numbers x) {
            int[] order = new int[2];
            if (x.b() > 5) order[1] = Long.compare(x.a(), 3);
            return order[1];
        }

        @Syscall
        int comparisonInARecordOfALoop(Numbers x) {
            Pair pair = new Pair(0, x.a());
            int i = 0;
            do pair = new Pair(Long.compare(pair.right(), 3), pair.right() - 1);
            while (++i < (x.b() & 7));
            return pair.left();
        }

        @Syscall
        int unalignedInTheContext(Numbers x) {
            x.bytes().u64(1, x.a());
            return (int) (x.bytes().u64(1) >>> 8) + x.bytes().u16(3);
        }

        @Syscall
        int maskedRemainder(Numbers x) {
            Bytes bytes = Memory.onStack(16);
            bytes.u8(1, 11);
            return bytes.u8((int) (1 % x.a()) & 7) + bytes.u8((int) (1 / x.a()) & 7) * 100;
        }

        @Syscall
        int maskedShift(Numbers x) {
            Bytes bytes = Memory.onStack(16);
            bytes.u8(1, 11);
            return bytes.u8(1 >>> x.b() & 7);
        }

        @Syscall
        int evenBecauseOfAShift(Numbers x) {
            Bytes bytes = Memory.onStack(16);
            bytes.u8(2, 11);
            return bytes.u16(-2 << x.b() & 3);
        }

        @Syscall
        @SuppressWarnings("fallthrough") // what is tested
        int switchesThatDoNothing(Numbers x) {
            int n = 0;
            switch (kind) {
                case 5:
                    n = 1;
                case 7:
                    kind = 0;
                    break;
                default:
            }
            switch ((int) (n < 1 ? x.a() : x.a() + 1)) {
                case 2:
                    break;
                case 5:
                    break;
                case 7:
                default:
            }
            return 0;
        }
    }

    private final Flyweight<Numbers> numbers = Flyweight.of(Numbers.class);
    private final Loaded<Methods> loaded = Kernel.loadDetached(new Methods());

    @AfterAll
    void close() {
        loaded.close();
    }

    private int run(String name, long a, int b, int flag, int other) {
        Numbers input = numbers.allocate();
        input.a(a);
        input.b(b);
        byte[] context = Flyweight.segment(input).toArray(ValueLayout.JAVA_BYTE);
        context[12] = (byte) flag;
        context[13] = (byte) other;
        assertThat(numbers.at(MemorySegment.ofArray(context), 0).flag()).isEqualTo(flag != 0);
        return loaded.program(name)
                .program()
                .testRun(TestRun.ofContext(context))
                .returnValue();
    }

    @Test
    void dividesByZeroWhereBothNumbersAreKnown() {
        assertThat(run("unsignedDivisionByZero", 0, 0, 0, 0)).isEqualTo(70);
    }

    @Test
    void takesEveryByteButZeroForTrue() {
        assertThat(run("bothFlags", 0, 0, 2, 1)).isEqualTo(11);
        assertThat(run("bothFlags", 0, 0, 0, 4)).isZero();
        assertThat(run("bothFlags", 0, 0, 0, 0)).isEqualTo(10);
    }

    @Test
    void keepsComparisonsInObjects() {
        assertThat(run("comparisonInAnArray", 7, 6, 0, 0)).isEqualTo(1);
        assertThat(run("comparisonInAnArray", -7, 6, 0, 0)).isEqualTo(-1);
        assertThat(run("comparisonInAnArray", 7, 5, 0, 0)).isZero();
        assertThat(run("comparisonInARecordOfALoop", 5, 2, 0, 0)).isEqualTo(1);
        assertThat(run("comparisonInARecordOfALoop", 5, 3, 0, 0)).isZero();
        assertThat(run("comparisonInARecordOfALoop", 5, 7, 0, 0)).isEqualTo(-1);
    }

    @Test
    void readsAndWritesTheContextAtAnyPosition() {
        assertThat(run("unalignedInTheContext", 0x11223344L, 0, 0, 0)).isEqualTo(0x112233 + 0x1122);
    }

    @Test
    void keepsMasksThatOnlyTheVerifierNeeds() {
        assertThat(run("maskedRemainder", 5, 0, 0, 0)).isEqualTo(11);
        assertThat(run("maskedRemainder", 1, 0, 0, 0)).isEqualTo(1100);
        assertThat(run("maskedShift", 0, 0, 0, 0)).isEqualTo(11);
        assertThat(run("maskedShift", 0, 1, 0, 0)).isZero();
    }

    @Test
    void readsHalfWordsWhereOnlyAShiftMakesThemEven() {
        assertThat(run("evenBecauseOfAShift", 0, 0, 0, 0)).isEqualTo(11);
        assertThat(run("evenBecauseOfAShift", 0, 1, 0, 0)).isZero();
    }

    @Test
    void leavesOutSwitchesThatDoNothing() {
        assertThat(run("switchesThatDoNothing", 5, 0, 0, 0)).isZero();
    }
}
