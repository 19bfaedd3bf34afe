package dev.skep.bpf.perf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class MappedFilesTest {
    private static final int BUILD_ID_BYTES = 20;
    private static final int RING_BYTES = 4096;

    @Test
    void tellsWhatAProcessMapsToBeExecuted() throws Exception {
        long before = System.nanoTime();
        List<MappedFiles.Mapping> told = new ArrayList<>();
        try (MappedFiles files = MappedFiles.open()) {
            Process process = new ProcessBuilder("/usr/bin/true").start();
            process.waitFor();
            files.drain(mapping -> {
                if (mapping.pid() == process.pid()) {
                    told.add(mapping);
                }
            });
            assertThat(files.lost()).isZero();
        }
        assertThat(told).anySatisfy(mapping -> {
            assertThat(mapping.path()).isEqualTo("/usr/bin/true");
            assertThat(mapping.buildId()).hasSize(BUILD_ID_BYTES);
            assertThat(mapping.tid()).isEqualTo(mapping.pid());
            assertThat(mapping.nanos()).isBetween(before, System.nanoTime());
        });
        assertThat(told).anySatisfy(mapping -> assertThat(mapping.path()).contains("libc"));
    }

    @Test
    void wakesAReaderBeforeThereIsNoRoom() throws Exception {
        try (RingBuffer<Counter> other = RingBuffer.of(Counter.class, RING_BYTES);
                MappedFiles files = MappedFiles.open();
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            other.create();
            try (RingBufferReader<Counter> reader = other.reader()) {
                files.wake(reader);
                AtomicInteger told = new AtomicInteger();
                Future<?> woken = threads.submit(() -> {
                    reader.poll(Duration.ofMinutes(1), (nothing, length) -> {});
                    told.set(files.drain(mapping -> {}));
                });
                while (!woken.isDone()) {
                    new ProcessBuilder("/usr/bin/true").start().waitFor();
                }
                woken.get();
                assertThat(told.get()).isPositive();
                assertThat(files.lost()).isZero();
            }
        }
    }
}
