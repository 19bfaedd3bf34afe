package dev.skep.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {
    @Test
    void barsAreAsLongAsTheirShareOfTheLargest() {
        assertThat(Histogram.text(List.of(0L, 1L, 0L, 40L, 0L), "ns")).isEqualTo("""
                                      ns : count      distribution
                         2 -> 3          : 1          |*                                       |
                         4 -> 7          : 0          |                                        |
                         8 -> 15         : 40         |****************************************|
                """);
    }

    @Test
    void nothingIsSaidToBeNothing() {
        assertThat(Histogram.text(List.of(0L, 0L), "ns")).isEqualTo("  (empty)\n");
    }
}
