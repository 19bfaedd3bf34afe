package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that take a reference under one condition and give it back under another. Where the second does not follow from the first,
 * the reference is lost on some path: that is refused where the compiler understands both, and nothing else ever is.
 */
@SuppressWarnings("UnusedMethod") // the kernel would call them
class ReferenceConditionsTest {
    private static final int[] NUMBERS = {Integer.MIN_VALUE, -3, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, Integer.MAX_VALUE};

    interface Input extends Struct {
        int a();

        void a(int v);

        int b();

        void b(int v);

        long wide();

        void wide(long v);
    }

    @FunctionalInterface
    interface Condition extends Serializable {
        boolean holds(Input in);
    }

    /** Compares one number with constants: what follows from what is always known. */
    private static final Map<String, Condition> PLAIN = new TreeMap<>(Map.ofEntries(
            Map.entry("a > 3", in -> in.a() > 3),
            Map.entry("a > 5", in -> in.a() > 5),
            Map.entry("5 < a", in -> 5 < in.a()),
            Map.entry("a >= 5", in -> in.a() >= 5),
            Map.entry("a < 5", in -> in.a() < 5),
            Map.entry("a <= 3", in -> in.a() <= 3),
            Map.entry("a == 4", in -> in.a() == 4),
            Map.entry("a != 4", in -> in.a() != 4),
            Map.entry("a == 0", in -> in.a() == 0),
            Map.entry("a below 5", in -> Integer.compareUnsigned(in.a(), 5) < 0),
            Map.entry("a from 2 to 6", in -> in.a() >= 2 && in.a() <= 6),
            Map.entry("a is 2 or 4", in -> in.a() == 2 || in.a() == 4),
            Map.entry("always", in -> true),
            Map.entry("never", in -> false)));

    /** Compares more than that. */
    private static final Map<String, Condition> OTHERS = new TreeMap<>(Map.ofEntries(
            Map.entry("a above 3", in -> Integer.compareUnsigned(in.a(), 3) > 0),
            Map.entry("a < b", in -> in.a() < in.b()),
            Map.entry("a >= b", in -> in.a() >= in.b()),
            Map.entry("b > a", in -> in.b() > in.a()),
            Map.entry("a == b", in -> in.a() == in.b()),
            Map.entry("a != b", in -> in.a() != in.b()),
            Map.entry("wide > 3", in -> in.wide() > 3),
            Map.entry("wide < 2", in -> in.wide() < 2),
            Map.entry("wide of a > 3", in -> (long) in.a() > 3L),
            Map.entry("bits of a", in -> (in.a() & 3) == 1),
            Map.entry("no bits of a", in -> (in.a() & 3) != 1),
            Map.entry("byte of a", in -> (byte) in.a() > 2),
            Map.entry("a + b", in -> in.a() + in.b() > 4),
            Map.entry("b + a", in -> in.a() + in.b() <= 4),
            Map.entry("half of wide", in -> (int) in.wide() > 3),
            Map.entry("a > 3 and b > 3", in -> in.a() > 3 && in.b() > 3),
            Map.entry("a > 3 or b > 3", in -> in.a() > 3 || in.b() > 3)));

    /** The program. */
    record Guarded(RingBuffer<Counter> events, Condition taken, Condition released) {
        @Syscall
        int run(Input in) {
            Counter event = null;
            if (taken.holds(in)) event = events.reserve();
            if (released.holds(in) && event != null) events.submit(event);
            return 0;
        }
    }

    private static RingBuffer<Counter> ring() {
        return RingBuffer.of(Counter.class, 4096);
    }

    private static boolean isRefused(Object program) {
        try {
            Kernel.compile(program);
            return false;
        } catch (CompileException refused) {
            assertThat(refused).hasMessageContaining("is neither submitted nor discarded on the path that ends here");
            return true;
        }
    }

    private static boolean isRefused(Condition taken, Condition released) {
        return isRefused(new Guarded(ring(), taken, released));
    }

    private static boolean isLost(Condition taken, Condition released) {
        Input in = Flyweight.of(Input.class).allocate();
        for (int a : NUMBERS) {
            for (int b : NUMBERS) {
                for (int wide : NUMBERS) {
                    in.a(a);
                    in.b(b);
                    in.wide(wide);
                    if (taken.holds(in) && !released.holds(in)) return true;
                }
            }
        }
        return false;
    }

    static Stream<String> plain() {
        return PLAIN.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("plain")
    void refusesExactlyWhatLosesTheReferenceWhereNumbersAreComparedWithConstants(String taken) {
        List<String> wrong = new ArrayList<>();
        PLAIN.forEach((released, condition) -> {
            boolean refused = isRefused(condition(PLAIN, taken), condition);
            if (refused != isLost(condition(PLAIN, taken), condition)) wrong.add(released + " refused: " + refused);
        });
        assertThat(wrong).isEmpty();
    }

    private static Condition condition(Map<String, Condition> conditions, String name) {
        return Objects.requireNonNull(conditions.get(name));
    }

    private record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(Input in) {
            return !condition.holds(in);
        }
    }

    static Stream<String> others() {
        return OTHERS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("others")
    void refusesNothingThatGivesTheReferenceBack(String taken) {
        List<String> wrong = new ArrayList<>();
        OTHERS.forEach((released, condition) -> {
            if (isRefused(condition(OTHERS, taken), condition) && !isLost(condition(OTHERS, taken), condition))
                wrong.add(released);
        });
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("others")
    void refusesWhatGivesTheReferenceBackUnderTheOppositeCondition(String taken) {
        Condition condition = condition(OTHERS, taken);
        assertThat(isRefused(condition, new Not(condition))).isTrue();
        assertThat(isRefused(new Not(condition), condition)).isTrue();
        assertThat(isRefused(new Not(condition), new Not(condition))).isFalse();
    }
}
