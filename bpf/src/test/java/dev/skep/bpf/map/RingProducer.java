package dev.skep.bpf.map;

import static dev.skep.bpf.asm.AccessSize.DOUBLE;
import static dev.skep.bpf.asm.AccessSize.WORD;
import static dev.skep.bpf.asm.Instructions.alu64;
import static dev.skep.bpf.asm.Instructions.alu64Imm;
import static dev.skep.bpf.asm.Instructions.atomic;
import static dev.skep.bpf.asm.Instructions.call;
import static dev.skep.bpf.asm.Instructions.exit;
import static dev.skep.bpf.asm.Instructions.jump;
import static dev.skep.bpf.asm.Instructions.jump64;
import static dev.skep.bpf.asm.Instructions.jump64Imm;
import static dev.skep.bpf.asm.Instructions.load;
import static dev.skep.bpf.asm.Instructions.mov64;
import static dev.skep.bpf.asm.Instructions.mov64Imm;
import static dev.skep.bpf.asm.Instructions.store;
import static dev.skep.bpf.asm.Instructions.storeImm;

import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.AtomicOperation;
import dev.skep.bpf.asm.Condition;
import dev.skep.bpf.program.Program;
import dev.skep.bpf.program.ProgramType;
import dev.skep.bpf.program.TestRun;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A program that sends numbered records through a ring: {@link RingRecord}s by reserve and submit, or records of varying
 * length by output. What does not fit is counted as compiled programs do.
 */
final class RingProducer implements AutoCloseable {

    /** Most records of one run: the verifier walks through all of them. */
    static final int MOST = 128;

    /** {@code BPF_RB_NO_WAKEUP}. */
    static final int NO_WAKEUP = 1;

    /** {@code BPF_RB_FORCE_WAKEUP}. */
    static final int FORCE_WAKEUP = 2;

    private static final int LOOKUP = 1;
    private static final int OUTPUT = 130;
    private static final int RESERVE = 131;
    private static final int SUBMIT = 132;
    private static final int DISCARD = 133;

    private final Program program;

    private RingProducer(Program program) {
        this.program = program;
    }

    /** Records of a fixed size; only their number and its complement are written. */
    static RingProducer reserving(RingBuffer<RingRecord> ring) {
        var code = start().map(1, ring)
                .add(mov64Imm(2, 64), mov64Imm(3, 0), call(RESERVE))
                .branch("lost", offset -> jump64Imm(Condition.EQ, 0, 0, offset))
                .add(
                        store(DOUBLE, 0, 0, 9),
                        mov64(1, 9),
                        alu64Imm(AluOperation.XOR, 1, -1),
                        store(DOUBLE, 0, 8, 1),
                        mov64(1, 0),
                        load(DOUBLE, 2, 6, 16),
                        load(DOUBLE, 3, 6, 24),
                        alu64(AluOperation.AND, 3, 9))
                .branch("discard", offset -> jump64Imm(Condition.NE, 3, 0, offset))
                .add(call(SUBMIT))
                .branch("next", offset -> jump(offset))
                .label("discard")
                .add(call(DISCARD))
                .branch("next", offset -> jump(offset));
        return new RingProducer(finish(code, ring).load("reserving", ProgramType.SYSCALL));
    }

    /** Records of 8 + (number and 63) bytes that begin with their number. */
    static RingProducer outputting(RingBuffer<RingRecord> ring) {
        var code = start();
        for (int at = -72; at < 0; at += 8) {
            code.add(store(DOUBLE, 10, at, 9));
        }
        code.map(1, ring)
                .add(
                        mov64(2, 10),
                        alu64Imm(AluOperation.ADD, 2, -72),
                        mov64(3, 9),
                        alu64Imm(AluOperation.AND, 3, 63),
                        alu64Imm(AluOperation.ADD, 3, 8),
                        load(DOUBLE, 4, 6, 16),
                        call(OUTPUT))
                .branch("next", offset -> jump64Imm(Condition.EQ, 0, 0, offset))
                .branch("lost", offset -> jump(offset));
        return new RingProducer(finish(code, ring).load("outputting", ProgramType.SYSCALL));
    }

    /** r6 is the context (count, first number, flags, mask of what is discarded), r7 counts, r9 is the number. */
    private static Assembly start() {
        return new Assembly()
                .add(mov64(6, 1), mov64Imm(7, 0), load(DOUBLE, 8, 6, 0), load(DOUBLE, 9, 6, 8))
                .label("loop")
                .branch("out", offset -> jump64(Condition.GE, 7, 8, offset))
                .branch("out", offset -> jump64Imm(Condition.GE, 7, MOST, offset));
    }

    private static Assembly finish(Assembly code, RingBuffer<?> ring) {
        return code.label("lost")
                .add(storeImm(WORD, 10, -80, 0), mov64(2, 10), alu64Imm(AluOperation.ADD, 2, -80))
                .map(1, ring.lostCounter())
                .add(call(LOOKUP))
                .branch("next", offset -> jump64Imm(Condition.EQ, 0, 0, offset))
                .add(mov64Imm(1, 1), atomic(DOUBLE, AtomicOperation.ADD, 0, 0, 1))
                .label("next")
                .add(alu64Imm(AluOperation.ADD, 7, 1), alu64Imm(AluOperation.ADD, 9, 1))
                .branch("loop", offset -> jump(offset))
                .label("out")
                .add(mov64(0, 7), exit());
    }

    void produce(int count, long first) {
        produce(count, first, 0, 0);
    }

    void produce(int count, long first, int flags, long discardMask) {
        byte[] context = ByteBuffer.allocate(32)
                .order(ByteOrder.nativeOrder())
                .putLong(count)
                .putLong(first)
                .putLong(flags)
                .putLong(discardMask)
                .array();
        int produced = program.testRun(TestRun.ofContext(context)).returnValue();
        if (produced != count) {
            throw new AssertionError("produced " + produced + " of " + count);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
