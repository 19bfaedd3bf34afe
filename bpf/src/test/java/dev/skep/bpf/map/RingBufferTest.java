package dev.skep.bpf.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.memory.Flyweight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class RingBufferTest {

    private static final int PAGE = 4096;
    private static final int RECORD = 72;
    private static final int FIT = PAGE / RECORD;

    private final RingBuffer<RingRecord> ring = RingBuffer.of(RingRecord.class, PAGE);
    private RingProducer producer;
    private RingBufferReader<RingRecord> reader;

    @BeforeEach
    void open() {
        ring.name("events");
        producer = RingProducer.reserving(ring);
        reader = ring.reader();
    }

    @AfterEach
    void close() {
        reader.close();
        producer.close();
        ring.close();
    }

    private List<Long> drain() {
        var numbers = new ArrayList<Long>();
        int count = reader.drain((record, length) -> {
            assertThat(length).isEqualTo(64);
            assertThat(record.complement()).isEqualTo(~record.number());
            numbers.add(record.number());
        });
        assertThat(count).isEqualTo(numbers.size());
        return numbers;
    }

    private static List<Long> numbers(long first, long end) {
        return LongStream.range(first, end).boxed().toList();
    }

    @Test
    void handsOutRecordsInOrder() {
        producer.produce(10, 100);
        assertThat(drain()).isEqualTo(numbers(100, 110));
        assertThat(drain()).isEmpty();
        assertThat(reader.records()).isEqualTo(10);
        assertThat(reader.bytes()).isEqualTo(640);
    }

    @Test
    void wrapsAroundTheEndOfTheRing() {
        for (int i = 0; i < 100; i++) {
            producer.produce(33, 33L * i);
            assertThat(drain()).isEqualTo(numbers(33L * i, 33L * i + 33));
        }
        assertThat(ring.lost()).isZero();
    }

    @Test
    void handsOutRecordsOfEveryLength() {
        try (var outputting = RingProducer.outputting(ring)) {
            long[] next = {0};
            for (int i = 0; i < 100; i++) {
                outputting.produce(40, 40L * i);
                reader.drainRaw((memory, offset, length) -> {
                    assertThat(length).isEqualTo(8 + (int) (next[0] & 63));
                    assertThat(memory.get(java.lang.foreign.ValueLayout.JAVA_LONG, offset))
                            .isEqualTo(next[0]);
                    assertThat(memory.get(java.lang.foreign.ValueLayout.JAVA_BYTE, offset + (length & -8) - 8))
                            .isEqualTo((byte) next[0]);
                    next[0]++;
                });
            }
            assertThat(next[0]).isEqualTo(4000);
        }
    }

    @Test
    void skipsDiscardedRecords() {
        producer.produce(10, 0, 0, 1);
        assertThat(drain()).containsExactly(0L, 2L, 4L, 6L, 8L);
        assertThat(reader.pendingBytes()).isZero();
    }

    @Test
    void countsWhatDoesNotFit() {
        producer.produce(100, 0);
        assertThat(ring.lost()).isEqualTo(100 - FIT);
        assertThat(reader.pendingBytes()).isEqualTo((long) FIT * RECORD);
        assertThat(drain()).isEqualTo(numbers(0, FIT));
        producer.produce(FIT, 7);
        assertThat(drain()).isEqualTo(numbers(7, 7 + FIT));
        assertThat(ring.lost()).isEqualTo(100 - FIT);
    }

    @Test
    void givesRoomBackBeforeTheRunEnds() {
        producer.produce(FIT, 0);
        var pending = new ArrayList<Long>();
        reader.drain((record, length) -> pending.add(reader.pendingBytes()));
        assertThat(pending.getFirst()).isEqualTo((long) FIT * RECORD);
        assertThat(pending.getLast()).isLessThanOrEqualTo(PAGE / 4 + RECORD);
    }

    @Test
    void goesOnBehindTheRecordThatASinkCouldNotTake() {
        producer.produce(3, 0);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> reader.drain((record, length) -> {
                    throw new IllegalStateException("full");
                }));
        assertThat(drain()).containsExactly(1L, 2L);
        assertThat(reader.records()).isEqualTo(3);
    }

    @Test
    void keepsCopiesWhenTheViewMovesOn() {
        producer.produce(2, 5);
        var copies = new ArrayList<RingRecord>();
        Flyweight<RingRecord> flyweight = Flyweight.of(RingRecord.class);
        reader.drainRaw((memory, offset, length) -> copies.add(flyweight.copy(memory, offset)));
        producer.produce(40, 50);
        assertThat(copies).extracting(RingRecord::number).containsExactly(5L, 6L);
    }

    @Test
    void waitsNoLongerThanItWasTold() {
        long start = System.nanoTime();
        assertThat(reader.poll(Duration.ofMillis(30), (record, length) -> {})).isZero();
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(30).toNanos());
    }

    @Test
    void wakesForQuietRecordsWhenTheTimeIsOver() {
        producer.produce(1, 0, RingProducer.NO_WAKEUP, 0);
        assertThat(reader.poll(Duration.ofMillis(1), (record, length) -> {})).isOne();
    }

    @Test
    void isWokenByAnotherThread() throws InterruptedException {
        Thread waiting = Thread.ofPlatform().start(() -> reader.poll(Duration.ofDays(1), (record, length) -> {}));
        reader.wakeup();
        assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void isWokenByAForcedRecord() throws InterruptedException {
        var seen = new ArrayList<Long>();
        Thread waiting = Thread.ofPlatform()
                .start(() -> reader.poll(Duration.ofDays(1), (record, length) -> seen.add(record.number())));
        producer.produce(1, 8, RingProducer.FORCE_WAKEUP, 0);
        assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
        assertThat(seen).containsExactly(8L);
    }

    @Test
    void isClosedUnderAWaitingThread() throws InterruptedException {
        Thread waiting = Thread.ofPlatform().start(() -> reader.poll(Duration.ofDays(1), (record, length) -> {}));
        reader.close();
        assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
        assertThat(reader.drain((record, length) -> {})).isZero();
        reader.wakeup();
        reader.close();
    }

    @Test
    void losesNothingWhileTwoProducersAreFasterThanTheRing() throws InterruptedException {
        int rounds = 200;
        long[] sums = new long[2];
        Thread consumer = Thread.ofPlatform().start(() -> {
            long[] last = {-1, -1};
            while (sums[0] + sums[1] + ring.lost() < 2L * rounds * 100) {
                reader.poll(Duration.ofMillis(10), (record, length) -> {
                    assertThat(record.complement()).isEqualTo(~record.number());
                    int from = (int) (record.number() >>> 32);
                    assertThat(record.number()).isGreaterThan(last[from]);
                    last[from] = record.number();
                    sums[from]++;
                });
            }
        });
        List<Thread> producers = LongStream.range(0, 2)
                .mapToObj(from -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < rounds; i++) {
                        producer.produce(100, (from << 32) + 100L * i);
                    }
                }))
                .toList();
        for (Thread thread : producers) {
            thread.join();
        }
        assertThat(consumer.join(Duration.ofSeconds(60))).isTrue();
        assertThat(sums[0] + sums[1] + ring.lost()).isEqualTo(2L * rounds * 100);
        assertThat(reader.pendingBytes()).isZero();
    }

    @Test
    void allocatesNothingPerRecord() {
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long[] sum = {0};
        RecordSink<RingRecord> sink =
                (record, length) -> sum[0] += record.number() + record.rest().u8(3);
        long allocated = 0;
        int rounds = 200;
        for (int i = 0; i < rounds; i++) {
            producer.produce(FIT, 1);
            long before = threads.getCurrentThreadAllocatedBytes();
            reader.drain(sink);
            if (i > 0) {
                allocated += threads.getCurrentThreadAllocatedBytes() - before;
            }
        }
        // the adapter between the two kinds of sink is one object for each run
        assertThat(allocated / (double) ((rounds - 1) * FIT)).isLessThan(2);
    }

    @Test
    void namesItsCounterAfterItself() {
        assertThat(ring.info().name()).isEqualTo("events");
        assertThat(ring.lostCounter().info().name()).isEqualTo("events_lost");
    }

    @Test
    void refusesSizesThatTheKernelCannotMap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RingBuffer.of(RingRecord.class, 5000))
                .withMessage("bytes=5000, expected a power of two from 4096 to 1073741824");
        assertThatIllegalArgumentException().isThrownBy(() -> RingBuffer.of(RingRecord.class, 2048));
        assertThatIllegalArgumentException().isThrownBy(() -> ring.wakeupBytes(PAGE + 1));
    }

    @Test
    void leavesProducingToPrograms() {
        RingRecord record = Flyweight.of(RingRecord.class).allocate();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(ring::reserve)
                .withMessage("reserve works inside a compiled program only");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ring.submit(record));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ring.discard(record));
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> ring.output(record, 8));
    }
}
