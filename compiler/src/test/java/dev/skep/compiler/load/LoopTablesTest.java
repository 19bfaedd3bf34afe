package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.TpBtf;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that are loaded a second time, with loops that the kernel drives: their tables end with them, as those of the first try do. */
@Tag("kernel")
class LoopTablesTest {
    @SuppressWarnings("UnusedMethod") // the kernel calls it
    static final class Sums {
        private final Map<Long, Integer> known = new HashMap<>();
        long sum;

        Sums() {
            for (int i = 0; i < 100; i++) {
                known.put(i * 977L, i * i);
            }
        }

        @TpBtf("sys_enter")
        int call() {
            long turns = Helpers.ktimeGetNs() & 0xf_ffff;
            long number = 1;
            for (int i = 0; i < turns; i++) {
                number = number * 31 + (number >>> 7);
            }
            Integer found = known.get(number);
            sum += found == null ? 1 : found;
            return 0;
        }
    }

    @Test
    void noTableStays() {
        try (Loaded<Sums> loaded = Kernel.loadDetached(new Sums())) {
            assertThat(loaded.programs()).hasSize(1);
        }
    }
}
