package dev.skep.bpf.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConditionTest {
    private static final long[] SAMPLES = {Long.MIN_VALUE, -2, -1, 0, 1, 2, Long.MAX_VALUE};

    @ParameterizedTest
    @EnumSource
    void answersTheSameSwappedAndTheOppositeNegated(Condition condition) {
        for (long a : SAMPLES) {
            for (long b : SAMPLES) {
                assertThat(holds(condition.swapped(), b, a)).isEqualTo(holds(condition, a, b));
                if (condition != Condition.SET) {
                    assertThat(holds(condition.negated(), a, b)).isNotEqualTo(holds(condition, a, b));
                }
            }
        }
    }

    @Test
    void someBitSetHasNoOpposite() {
        assertThatThrownBy(Condition.SET::negated).isInstanceOf(UnsupportedOperationException.class);
    }

    private static boolean holds(Condition condition, long a, long b) {
        return switch (condition) {
            case EQ -> a == b;
            case NE -> a != b;
            case SET -> (a & b) != 0;
            case GT -> Long.compareUnsigned(a, b) > 0;
            case GE -> Long.compareUnsigned(a, b) >= 0;
            case LT -> Long.compareUnsigned(a, b) < 0;
            case LE -> Long.compareUnsigned(a, b) <= 0;
            case SGT -> a > b;
            case SGE -> a >= b;
            case SLT -> a < b;
            case SLE -> a <= b;
        };
    }
}
