package dev.skep.bpf.map;

import static dev.skep.bpf.asm.AccessSize.DOUBLE;
import static dev.skep.bpf.asm.Instructions.alu64Imm;
import static dev.skep.bpf.asm.Instructions.call;
import static dev.skep.bpf.asm.Instructions.exit;
import static dev.skep.bpf.asm.Instructions.load;
import static dev.skep.bpf.asm.Instructions.loadImm64;
import static dev.skep.bpf.asm.Instructions.loadImm64High;
import static dev.skep.bpf.asm.Instructions.mov64;
import static dev.skep.bpf.asm.Instructions.mov64Imm;
import static dev.skep.bpf.asm.Instructions.store;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class PerfEventArrayTest {

    private static final int PERF_EVENT_OUTPUT = 25;
    private static final int CURRENT_CPU = -1;

    private final PerfEventArray<RingRecord> map = PerfEventArray.of(RingRecord.class);
    private Program program;

    @BeforeEach
    void loadProgram() {
        var code = new Assembly().add(mov64(6, 1), load(DOUBLE, 9, 1, 0));
        for (int at = -64; at < 0; at += 8) {
            code.add(store(DOUBLE, 10, at, 9));
        }
        program = code.add(mov64(1, 6))
                .map(2, map)
                .add(loadImm64(3, PseudoSource.NONE, CURRENT_CPU), loadImm64High(0))
                .add(mov64(4, 10), alu64Imm(AluOperation.ADD, 4, -64), mov64Imm(5, 64))
                .add(call(PERF_EVENT_OUTPUT), exit())
                .load("output", ProgramType.RAW_TRACEPOINT);
    }

    @AfterEach
    void close() {
        program.close();
        map.close();
    }

    private int send(long number) {
        byte[] context = ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putLong(number)
                .array();
        return program.testRun(TestRun.ofContext(context)).returnValue();
    }

    @Test
    void handsOutRecordsOfAllProcessors() {
        try (var reader = map.reader(8)) {
            for (long i = 0; i < 20; i++) {
                assertThat(send(i)).isZero();
            }
            var numbers = new ArrayList<Long>();
            int count = reader.poll(Duration.ofSeconds(10), (record, length) -> {
                assertThat(length).isBetween(64, 71);
                assertThat(record.rest().u64(40)).isEqualTo(record.number());
                numbers.add(record.number());
            });
            assertThat(count).isEqualTo(20);
            assertThat(numbers)
                    .containsExactlyInAnyOrderElementsOf(
                            java.util.stream.LongStream.range(0, 20).boxed().toList());
        }
    }

    @Test
    void joinsRecordsThatBreakAtTheEndOfARing() {
        try (var reader = map.reader(1)) {
            for (long i = 0; i < 1000; i++) {
                send(i);
                List<Long> seen = new ArrayList<>();
                reader.drain((record, length) -> {
                    assertThat(record.rest().u64(40)).isEqualTo(record.number());
                    seen.add(record.number());
                });
                assertThat(seen).containsExactly(i);
            }
            assertThat(reader.lost()).isZero();
        }
    }

    @Test
    void countsWhatDidNotFit() {
        try (var reader = map.reader(1)) {
            int sent = 0;
            for (int i = 0; i < 2000; i++) {
                send(i);
                sent++;
            }
            long taken = reader.drain((record, length) -> {});
            // the kernel tells of losses with the next record on the same processor
            while (taken + reader.lost() < sent) {
                send(0);
                sent++;
                taken += reader.drain((record, length) -> {});
            }
            assertThat(reader.lost()).isPositive();
            assertThat(taken + reader.lost()).isEqualTo(sent);
        }
    }

    @Test
    void sendsNothingWhenNobodyReads() {
        assertThat(send(1)).isNegative();
    }

    @Test
    void isWokenByAnotherThread() throws InterruptedException {
        try (var reader = map.reader(1)) {
            Thread waiting = Thread.ofPlatform().start(() -> reader.poll(Duration.ofDays(1), (record, length) -> {}));
            reader.wakeup();
            assertThat(waiting.join(Duration.ofSeconds(30))).isTrue();
        }
    }

    @Test
    void refusesSizesThatTheKernelCannotMap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map.reader(3))
                .withMessage("pagesPerCpu=3, expected a power of two up to 65536");
    }
}
