package dev.skep.agent.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateLimitTest {
    private static final long MINUTE = 60_000_000_000L;

    @Test
    void eachMinuteHasItsOwnEventsAndTellsWhatTheLastOneDropped() {
        RateLimit rate = new RateLimit(2, 0);

        assertThat(rate.passes(1)).isTrue();
        assertThat(rate.passes(2)).isTrue();
        assertThat(rate.passes(3)).isFalse();
        assertThat(rate.takeDropped(4)).isZero();
        assertThat(rate.takeDropped(MINUTE)).isEqualTo(1);
        assertThat(rate.passes(MINUTE)).isTrue();
        assertThat(rate.takeDropped(MINUTE)).isZero();
    }

    @Test
    void noneIsNoLimitAndZeroLetsNothingPass() {
        assertThat(new RateLimit(-1, 0).passes(1)).isTrue();
        assertThat(new RateLimit(0, 0).passes(1)).isFalse();
    }
}
