package dev.skep.compiler.maps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
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
class RingBufferTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    interface Entry extends Struct {
        byte flag();

        void flag(byte v);

        long number();

        void number(long v);

        @Length(100)
        Bytes text();

        short end();

        void end(short v);
    }

    static final class Sender {
        final RingBuffer<Entry> ring;

        Sender(int wakeupBytes) {
            ring = RingBuffer.of(Entry.class, 4096).wakeupBytes(wakeupBytes);
        }

        @RawTracepoint("sys_enter")
        int send(long number) {
            Entry record = ring.reserve();
            if (record == null) return 0;
            record.number(number);
            record.end((short) -3);
            ring.submit(record);
            return 1;
        }

        @RawTracepoint("sys_enter")
        int discardOdd(long number) {
            Entry record = ring.reserve();
            if (record == null) return 0;
            record.number(number);
            if ((number & 1) != 0) {
                ring.discard(record);
                return 2;
            }
            ring.submit(record);
            return 1;
        }

        @RawTracepoint("sys_enter")
        int output(long number, int length) {
            Entry record = Memory.onStack(Entry.class);
            record.number(number);
            record.text().u8(0, 'x');
            if (length < 16 || length > 120) return -1;
            return ring.output(record, length) ? 1 : 0;
        }
    }

    private static List<Long> drain(RingBufferReader<Entry> reader) {
        List<Long> numbers = new ArrayList<>();
        reader.drain((record, length) -> numbers.add(record.number()));
        return numbers;
    }

    @Test
    void recordsArriveInOrderAndZeroedOutsideOfWhatWasWritten() {
        Sender sender = new Sender(0);
        try (Loaded<Sender> loaded = Kernel.loadDetached(sender);
                RingBufferReader<Entry> reader = sender.ring.reader()) {
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < 20; i++)
                    assertThat(TestRuns.run(loaded, "send", i)).isEqualTo(1);
                List<Long> numbers = new ArrayList<>();
                reader.drain((record, length) -> {
                    assertThat(length).isEqualTo(120);
                    assertThat(record.flag()).isZero();
                    assertThat(record.end()).isEqualTo((short) -3);
                    assertThat(record.text().stringLength()).isZero();
                    numbers.add(record.number());
                });
                assertThat(numbers).hasSize(20).isSorted();
            }
            assertThat(sender.ring.lost()).isZero();
        }
    }

    @Test
    void discardedRecordsDoNotArrive() {
        Sender sender = new Sender(0);
        try (Loaded<Sender> loaded = Kernel.loadDetached(sender);
                RingBufferReader<Entry> reader = sender.ring.reader()) {
            for (int i = 0; i < 6; i++) TestRuns.run(loaded, "discardOdd", i);
            assertThat(drain(reader)).containsExactly(0L, 2L, 4L);
        }
    }

    @Test
    void sendsAsManyBytesAsAskedFor() {
        Sender sender = new Sender(0);
        try (Loaded<Sender> loaded = Kernel.loadDetached(sender);
                RingBufferReader<Entry> reader = sender.ring.reader()) {
            assertThat(TestRuns.run(loaded, "output", 7, 16)).isEqualTo(1);
            assertThat(TestRuns.run(loaded, "output", 8, 50)).isEqualTo(1);
            assertThat(TestRuns.run(loaded, "output", 9, 1000)).isEqualTo(-1);
            List<Integer> lengths = new ArrayList<>();
            reader.drain((record, length) -> lengths.add(length));
            assertThat(lengths).containsExactly(16, 50);
        }
    }

    @Test
    void countsWhatDoesNotFit() {
        Sender sender = new Sender(4096);
        try (Loaded<Sender> loaded = Kernel.loadDetached(sender);
                RingBufferReader<Entry> reader = sender.ring.reader()) {
            int sent = 0;
            int lost = 0;
            for (int i = 0; i < 100; i++) {
                if (TestRuns.run(loaded, i % 2 == 0 ? "send" : "output", i, 120) == 1) sent++;
                else lost++;
            }
            assertThat(lost).isPositive();
            assertThat(sender.ring.lost()).isEqualTo(lost);
            assertThat(drain(reader)).hasSize(sent);
            assertThat(TestRuns.run(loaded, "send", 1)).isEqualTo(1);
        }
    }

    @Test
    void wakesTheReaderWhenEnoughIsPending() throws InterruptedException {
        Sender sender = new Sender(1024);
        try (Loaded<Sender> loaded = Kernel.loadDetached(sender);
                RingBufferReader<Entry> reader = sender.ring.reader()) {
            Thread polling = Thread.ofPlatform().start(() -> reader.poll(LONG, (record, length) -> {}));
            // What the reader takes before it waits does not count, so it may take more than eight of 128 bytes.
            for (int sent = 0; polling.isAlive() && sent < 100_000; sent++) TestRuns.run(loaded, "send", sent);
            assertThat(polling.join(LONG.minusSeconds(5))).isTrue();
        }
    }

    @Test
    void wakesTheReaderAtEveryRecordWhenAsked() throws InterruptedException {
        Sender sender = new Sender(0);
        try (Loaded<Sender> loaded = Kernel.loadDetached(sender);
                RingBufferReader<Entry> reader = sender.ring.reader()) {
            Thread polling = Thread.ofPlatform().start(() -> reader.poll(LONG, (record, length) -> {}));
            TestRuns.run(loaded, "send", 1);
            assertThat(polling.join(LONG.minusSeconds(5))).isTrue();
        }
    }
}
