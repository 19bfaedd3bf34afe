package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.PerfEventArray;
import dev.skep.bpf.map.PerfEventReader;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class PerfEventArrayTest {

    static final class Sender {
        final PerfEventArray<Pair> events = PerfEventArray.of(Pair.class);

        @RawTracepoint("sys_enter")
        int send(int first, long second) {
            Pair record = Memory.onStack(Pair.class);
            record.first(first);
            record.second(second);
            return events.output(record, record, 16) ? 1 : 0;
        }
    }

    @Test
    void sendsRecordsToTheReader() {
        Sender sender = new Sender();
        try (Loaded<Sender> loaded = Kernel.loadDetached(sender);
                PerfEventReader<Pair> reader = sender.events.reader(8)) {
            for (int i = 0; i < 10; i++)
                assertThat(TestRuns.run(loaded, "send", i, i * 10L)).isEqualTo(1);
            List<Integer> seen = new ArrayList<>();
            reader.poll(Duration.ofSeconds(10), (record, length) -> {
                assertThat(record.second()).isEqualTo(record.first() * 10L);
                seen.add(record.first());
            });
            assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

    @Test
    void aProgramLearnsThatNobodyReads() {
        Sender sender = new Sender();
        try (Loaded<Sender> loaded = Kernel.loadDetached(sender)) {
            assertThat(TestRuns.run(loaded, "send", 1, 1)).isZero();
        }
    }
}
