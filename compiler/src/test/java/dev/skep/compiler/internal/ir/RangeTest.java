package dev.skep.compiler.internal.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RangeTest {
    private static final long SEED = 20_261_127;
    private static final int ROUNDS = 4_000;
    private static final int SMALL = 9;

    /** Ends of ranges, where operations overflow. */
    private static final long[] EDGES = {
        Long.MIN_VALUE,
        Long.MIN_VALUE + 1,
        Integer.MIN_VALUE,
        -256,
        -2,
        -1,
        0,
        1,
        2,
        5,
        31,
        32,
        63,
        64,
        255,
        Integer.MAX_VALUE,
        1L << 32,
        Long.MAX_VALUE - 1,
        Long.MAX_VALUE
    };

    private static Range range(String text) {
        if (text.equals("none")) return Range.EMPTY;
        if (text.equals("int")) return Range.all(Width.W32);
        if (text.equals("long")) return Range.all(Width.W64);
        String[] ends = text.split("\\.\\.", -1);
        return new Range(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }

    @ParameterizedTest
    @CsvSource({
        // The numbers that operations on small ranges give are all that may be: first and last are met.
        "ADD, 1..5, -2..3, -1..8",
        "ADD, int, 1..1, int",
        "ADD, 0..2147483646, 1..1, 1..2147483647",
        "ADD, -2147483648..0, -1..0, int",
        "SUBTRACT, 1..5, -2..3, -2..7",
        "SUBTRACT, 0..10, int, int",
        "SUBTRACT, -2147483648..5, 0..0, -2147483648..5",
        "MULTIPLY, -3..5, 4..4, -12..20",
        "MULTIPLY, 2..5, 3..7, 6..35",
        "MULTIPLY, -3..5, 3..7, -21..35",
        "MULTIPLY, 2..5, -3..-3, -15..-6",
        "MULTIPLY, 0..65536, 0..65536, int",
        "MULTIPLY, -3..5, 0..0, 0..0",
        "SHIFT_LEFT, -3..5, 2..2, -12..20",
        "SHIFT_LEFT, -3..5, 0..0, -3..5",
        "SHIFT_LEFT, 1..1, 30..30, 1073741824",
        "SHIFT_LEFT, 0..1, 31..31, int",
        "SHIFT_LEFT, 1..2, 30..30, int",
        "SHIFT_LEFT, 1..2, 3..4, int",
        "SHIFT_LEFT, 1..2, -1..-1, int",
        "AND, 0..5, 0..9, 0..5",
        "AND, 3..5, int, 0..5",
        "AND, int, 3..5, 0..5",
        "AND, int, -1..5, int",
        "OR, 0..5, 0..8, 0..15",
        "OR, 0..0, 0..0, 0..0",
        "XOR, 4..5, 3..7, 0..7",
        "XOR, -1..5, 0..8, int",
        "OR, 0..5, -1..8, int",
        "SHIFT_RIGHT_UNSIGNED, 16..37, 2..2, 4..9",
        "SHIFT_RIGHT_UNSIGNED, 16..37, 34..34, 4..9",
        "SHIFT_RIGHT_UNSIGNED, int, 4..4, 0..268435455",
        "SHIFT_RIGHT_UNSIGNED, -5..5, 0..0, int",
        "SHIFT_RIGHT_UNSIGNED, 16..37, 0..2, 0..37",
        "SHIFT_RIGHT_UNSIGNED, -1..37, 0..2, int",
        "SHIFT_RIGHT_SIGNED, -17..37, 2..2, -5..9",
        "SHIFT_RIGHT_SIGNED, -17..37, 34..34, -5..9",
        "SHIFT_RIGHT_SIGNED, -17..37, 0..4, -17..37",
        "SHIFT_RIGHT_SIGNED, 3..37, 0..4, 0..37",
        "SHIFT_RIGHT_SIGNED, -9..-3, 0..4, -9..0",
        "DIVIDE_UNSIGNED, 10..37, 3..3, 3..12",
        "DIVIDE_UNSIGNED, 10..37, 1..5, 0..37",
        "DIVIDE_UNSIGNED, -1..37, 3..3, int",
        "DIVIDE_UNSIGNED, 10..37, 0..0, 0..37",
        "DIVIDE_SIGNED, -10..37, 3..3, -3..12",
        "DIVIDE_SIGNED, -10..37, -3..-3, int",
        "DIVIDE_SIGNED, -10..37, 0..0, int",
        "DIVIDE_SIGNED, -10..37, 1..2, int",
        "REMAINDER_UNSIGNED, int, 10..10, 0..9",
        "REMAINDER_UNSIGNED, int, 0..0, int",
        "REMAINDER_UNSIGNED, int, 1..2, int",
        "REMAINDER_SIGNED, -20..20, 10..10, -9..9",
        "REMAINDER_SIGNED, 0..20, 1..10, 0..9",
        "REMAINDER_SIGNED, 0..5, 10..10, 0..5",
        "REMAINDER_SIGNED, -20..-1, 10..10, -9..0",
        "REMAINDER_SIGNED, 0..5, 0..10, 0..5",
        "REMAINDER_SIGNED, -1..5, 0..10, int",
        "ADD, none, 1..1, none",
        "ADD, 1..1, none, none"
    })
    void saysWhatAnOperationMayGive(BinaryOperation operation, String left, String right, String result) {
        assertThat(Range.of(operation, Width.W32, range(left), range(right))).isEqualTo(range(result));
    }

    @ParameterizedTest
    @CsvSource({
        "ADD, 9223372036854775806..9223372036854775806, 1..1, 9223372036854775807",
        "ADD, 0..9223372036854775807, 1..1, long",
        "ADD, long, -1..-1, long",
        "SUBTRACT, -9..5, -9223372036854775808..0, long",
        "SUBTRACT, long, 0..0, long",
        "MULTIPLY, 0..4294967296, 0..2147483647, 0..9223372032559808512",
        "MULTIPLY, 0..4294967296, 0..2147483648, long",
        "SHIFT_LEFT, 0..1, 62..62, 0..4611686018427387904",
        "SHIFT_LEFT, 0..1, 63..63, long",
        "SHIFT_RIGHT_UNSIGNED, long, 60..60, 0..15",
        "SHIFT_RIGHT_UNSIGNED, long, 64..64, long",
        "SHIFT_RIGHT_SIGNED, long, 60..60, -8..7"
    })
    void saysWhatAWideOperationMayGive(BinaryOperation operation, String left, String right, String result) {
        assertThat(Range.of(operation, Width.W64, range(left), range(right))).isEqualTo(range(result));
    }

    @ParameterizedTest
    @EnumSource(BinaryOperation.class)
    void leavesOutNothingThatAnOperationGives(BinaryOperation operation) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (Width width : Width.values()) {
            for (int round = 0; round < ROUNDS; round++) {
                Range left = random(random, width);
                Range right = random(random, width);
                Range result = Range.of(operation, width, left, right);
                for (long a : members(random, left)) {
                    for (long b : members(random, right)) {
                        long number = operation.evaluate(width, a, b);
                        assertThat(Range.of(number).within(result))
                                .as(
                                        "%s.%s of %d in %s, %d in %s is %d, not in %s",
                                        operation, width, a, left, b, right, number, result)
                                .isTrue();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Condition.class)
    void leavesOutNothingThatPassesAComparison(Condition condition) {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Range left = random(random, Width.W64);
            Range right = random(random, Width.W64);
            Range after = left.after(condition, right);
            assertThat(after.within(left)).isTrue();
            for (long a : members(random, left)) {
                for (long b : members(random, right)) {
                    if (!condition.evaluate(Width.W64, a, b)) continue;
                    assertThat(Range.of(a).within(after))
                            .as("%d in %s %s %d in %s, but not in %s", a, left, condition, b, right, after)
                            .isTrue();
                }
            }
        }
    }

    /** Of ranges without negative numbers a comparison with one number teaches all that can be known. */
    @ParameterizedTest
    @EnumSource(Condition.class)
    void learnsAllFromComparisonsOfSmallNumbers(Condition condition) {
        for (int least = 0; least < SMALL; least++) {
            for (int most = least; most < SMALL; most++) {
                for (int number = 0; number < SMALL; number++) {
                    int low = Integer.MAX_VALUE;
                    int high = Integer.MIN_VALUE;
                    for (int each = least; each <= most; each++) {
                        if (!condition.evaluate(Width.W32, each, number)) continue;
                        low = Math.min(low, each);
                        high = Math.max(high, each);
                    }
                    Range after = new Range(least, most).after(condition, Range.of(number));
                    String what = least + ".." + most + " " + condition + " " + number;
                    if (low > high) assertThat(after.isEmpty()).as(what).isTrue();
                    else assertThat(after).as(what).isEqualTo(new Range(low, high));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LESS_SIGNED, long, -9223372036854775808..-9223372036854775808, none",
        "LESS_SIGNED, -9..9, -5..3, -9..2",
        "LESS_OR_EQUAL_SIGNED, -9..9, -5..3, -9..3",
        "GREATER_SIGNED, long, 9223372036854775807..9223372036854775807, none",
        "GREATER_SIGNED, -9..9, -5..3, -4..9",
        "GREATER_OR_EQUAL_SIGNED, -9..9, -5..3, -5..9",
        "LESS_UNSIGNED, -9..9, 0..5, 0..4",
        "LESS_UNSIGNED, -9..9, -1..5, -9..9",
        "LESS_OR_EQUAL_UNSIGNED, -9..9, 0..5, 0..5",
        "LESS_OR_EQUAL_UNSIGNED, -9..9, -1..5, -9..9",
        "GREATER_UNSIGNED, 0..9, 3..5, 4..9",
        "GREATER_UNSIGNED, -1..9, 3..5, -1..9",
        "GREATER_UNSIGNED, 0..9, -1..5, 0..9",
        "GREATER_UNSIGNED, 0..9, 9223372036854775807..9223372036854775807, none",
        "GREATER_OR_EQUAL_UNSIGNED, 0..9, 3..5, 3..9",
        "GREATER_OR_EQUAL_UNSIGNED, -1..9, 3..5, -1..9",
        "GREATER_OR_EQUAL_UNSIGNED, 0..9, -1..5, 0..9",
        "EQUAL, -9..9, 5..12, 5..9",
        "NOT_EQUAL, -9..9, 8..9, -9..9",
        "EQUAL, none, 5..12, none",
        "EQUAL, 5..12, none, none"
    })
    void learnsFromComparisonsWithRanges(Condition condition, String left, String right, String after) {
        assertThat(range(left).after(condition, range(right))).isEqualTo(range(after));
    }

    @Test
    void comparesRanges() {
        assertThat(range("2..5").within(2, 5)).isTrue();
        assertThat(range("2..5").within(3, 5)).isFalse();
        assertThat(range("2..5").within(2, 4)).isFalse();
        assertThat(Range.EMPTY.within(7, 8)).isTrue();
        assertThat(range("2..5").isSingle()).isFalse();
        assertThat(Range.of(4).isSingle()).isTrue();
        assertThat(range("2..5").union(range("7..9"))).isEqualTo(range("2..9"));
        assertThat(range("2..5").union(Range.EMPTY)).isEqualTo(range("2..5"));
        assertThat(Range.EMPTY.union(range("2..5"))).isEqualTo(range("2..5"));
        assertThat(range("2..5").intersection(range("4..9"))).isEqualTo(range("4..5"));
    }

    @ParameterizedTest
    @CsvSource({
        "8, false, 0..255",
        "8, true, -128..127",
        "32, false, 0..4294967295",
        "32, true, int",
        "63, false, 0..9223372036854775807",
        "64, false, long",
        "64, true, long"
    })
    void knowsWhatBitsHold(int bits, boolean signed, String numbers) {
        assertThat(Range.bits(bits, signed)).isEqualTo(range(numbers));
    }

    @ParameterizedTest
    @CsvSource({
        "load.u8 [v0+0], 64, 0..255",
        "load.s16 [v0+0], 64, -32768..32767",
        "load.u32 [v0+0], 64, 0..4294967295",
        "load.u32 [v0+0], 32, int",
        "load.u64 [v0+0], 64, long"
    })
    void knowsWhatIsLoaded(String load, int width, String numbers) {
        Graph graph = GraphText.parse("b0:\n  v0 = context\n  v1:" + width + " = " + load + "\n  return v1\n");
        Load found = (Load) graph.entry().instructions().get(1);
        assertThat(Range.of(found)).isEqualTo(range(numbers));
    }

    @ParameterizedTest
    @CsvSource({
        "zero_extend.8to32, 3..200, 3..200",
        "zero_extend.8to32, 3..300, 0..255",
        "sign_extend.8to32, -3..100, -3..100",
        "sign_extend.8to32, 3..200, -128..127",
        "zero_extend.32to64, int, 0..4294967295",
        "sign_extend.32to64, int, int"
    })
    void knowsWhatIsExtended(String extend, String operand, String numbers) {
        Graph graph = GraphText.parse(
                "b0:\n  v0 = context\n  v1:32 = load.u32 [v0+0]\n  v2 = " + extend + " v1\n  return v2\n");
        Extend found = (Extend) graph.entry().instructions().get(2);
        assertThat(Range.of(found, range(operand))).isEqualTo(range(numbers));
    }

    private static Range random(SplittableRandom random, Width width) {
        long a = end(random, width);
        long b = random.nextInt(3) == 0 ? a : end(random, width);
        return new Range(Math.min(a, b), Math.max(a, b));
    }

    private static long end(SplittableRandom random, Width width) {
        long end = random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextLong(-70, 70);
        return width == Width.W32 ? (int) end : end;
    }

    private static List<Long> members(SplittableRandom random, Range range) {
        List<Long> members = new ArrayList<>(List.of(range.least(), range.most()));
        if (!range.isSingle()) {
            members.add(range.least() + 1);
            members.add(range.most() - 1);
        }
        for (long edge : EDGES) if (Range.of(edge).within(range) && random.nextInt(4) == 0) members.add(edge);
        return members;
    }
}
