package dev.skep.bpf.map;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Measures the reading of a full ring of 64 MiB with records of 64 bytes: processor time for each record, which a busy
 * machine disturbs less than wall time. A main program, run by hand; the sink reads two numbers of each record.
 */
final class RingDrainBench {

    private static final int RING = 1 << 26;
    private static final int RUNS = 31;

    private static long sum;

    private RingDrainBench() {}

    public static void main(String[] arguments) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (var ring = RingBuffer.of(RingRecord.class, RING);
                var producer = RingProducer.reserving(ring);
                var reader = ring.reader()) {
            double[] nanos = new double[RUNS];
            int records = 0;
            for (int run = 0; run < RUNS; run++) {
                while (reader.pendingBytes() < RING - 128 * 72) {
                    producer.produce(RingProducer.MOST, 0, RingProducer.NO_WAKEUP, 0);
                }
                long start = threads.getCurrentThreadCpuTime();
                records = reader.drain((record, length) -> sum += record.number() + record.complement());
                nanos[run] = (threads.getCurrentThreadCpuTime() - start) / (double) records;
            }
            double first = nanos[0];
            Arrays.sort(nanos);
            System.out.printf(
                    "drain of %d records of 64 bytes: first %.1f, best %.2f, median %.2f ns each = %.0f M/s%n",
                    records, first, nanos[0], nanos[RUNS / 2], 1e3 / nanos[RUNS / 2]);
        }
    }
}
