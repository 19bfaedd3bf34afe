package dev.skep.compiler.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.asm.AccessSize;
import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.Condition;
import dev.skep.bpf.asm.HelperFunction;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.fuzz.library.Cell;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final int MOST_STEPS = 1_000;

    private static long run(long... words) {
        AddressSpace memory = new AddressSpace();
        Executable code = Executable.of(words);
        long context = memory.shared("context", new byte[16]).address();
        return new Machine(code, memory, new Maps(memory, code), StandardHelpers.all(), MOST_STEPS).run(context);
    }

    private static void faults(String message, long... words) {
        assertThatThrownBy(() -> run(words)).isInstanceOf(Fault.class).hasMessageContaining(message);
    }

    @Test
    void returnsR0() {
        assertThat(run(Instructions.mov64Imm(0, -5), Instructions.exit())).isEqualTo(-5);
    }

    @Test
    void faultsAtARegisterThatWasNeverWritten() {
        faults("r0 is read", Instructions.exit());
        faults("instruction 0, r0 = r7: r7", Instructions.mov64(0, 7));
    }

    @Test
    void faultsAtStackThatWasNeverWritten() {
        faults("stack+504, which was never written", Instructions.load(AccessSize.DOUBLE, 0, 10, -8));
        faults(
                "stack+508, which was never written",
                Instructions.storeImm(AccessSize.WORD, 10, -8, 1),
                Instructions.load(AccessSize.DOUBLE, 0, 10, -8));
    }

    @Test
    void faultsOutsideOfMemory() {
        faults("read of 8 bytes at context+9, which has 16 bytes", Instructions.load(AccessSize.DOUBLE, 0, 1, 9));
        faults("write of 1 bytes at context-1", Instructions.storeImm(AccessSize.BYTE, 1, -1, 0));
        faults("write of 4 bytes at stack+512", Instructions.storeImm(AccessSize.WORD, 10, 0, 0));
        faults("no address", Instructions.mov64Imm(2, 0), Instructions.load(AccessSize.BYTE, 0, 2, 0));
    }

    @Test
    void faultsWhereTheFramePointerIsWritten() {
        faults("r10 is written", Instructions.alu64Imm(AluOperation.ADD, 10, 8));
    }

    @Test
    void faultsInsteadOfRunningForEver() {
        faults("does not end", Instructions.jump(-1));
    }

    @Test
    void faultsWhereControlLeavesTheProgram() {
        faults("control leaves the program", Instructions.mov64Imm(0, 0));
    }

    @Test
    void losesArgumentRegistersInACall() {
        faults(
                "r3 is read",
                Instructions.mov64Imm(3, 1),
                Instructions.call(HelperFunction.id("bpf_ktime_get_ns")),
                Instructions.mov64(0, 3));
    }

    @Test
    void namesAHelperWithoutModel() {
        faults("no model of bpf_sys_bpf", Instructions.call(HelperFunction.id("bpf_sys_bpf")));
    }

    @Test
    void givesSubprogramsAStackAndRegistersOfTheirOwn() {
        assertThat(run(
                        Instructions.storeImm(AccessSize.DOUBLE, 10, -8, 5),
                        Instructions.mov64Imm(6, 100),
                        Instructions.mov64Imm(1, 7),
                        Instructions.callSubprogram(4),
                        Instructions.load(AccessSize.DOUBLE, 2, 10, -8),
                        Instructions.alu64(AluOperation.ADD, 0, 2),
                        Instructions.alu64(AluOperation.ADD, 0, 6),
                        Instructions.exit(),
                        Instructions.storeImm(AccessSize.DOUBLE, 10, -8, 1),
                        Instructions.mov64Imm(6, 0),
                        Instructions.mov64(0, 1),
                        Instructions.exit()))
                .isEqualTo(112);
    }

    @Test
    void faultsWhereCallsAreNestedTooDeep() {
        faults("nested more than 8 deep", Instructions.callSubprogram(-1));
    }

    @Test
    void callsBackFromALoop() {
        assertThat(run(
                        Instructions.storeImm(AccessSize.DOUBLE, 10, -8, 0),
                        Instructions.mov64Imm(1, 10),
                        Instructions.loadImm64(2, PseudoSource.FUNCTION, 7),
                        Instructions.loadImm64High(0),
                        Instructions.mov64(3, 10),
                        Instructions.alu64Imm(AluOperation.ADD, 3, -8),
                        Instructions.mov64Imm(4, 0),
                        Instructions.call(HelperFunction.id("bpf_loop")),
                        Instructions.load(AccessSize.DOUBLE, 0, 10, -8),
                        Instructions.exit(),
                        // adds the index and stops at 4
                        Instructions.load(AccessSize.DOUBLE, 0, 2, 0),
                        Instructions.alu64(AluOperation.ADD, 0, 1),
                        Instructions.store(AccessSize.DOUBLE, 2, 0, 0),
                        Instructions.mov64Imm(0, 0),
                        Instructions.jump64Imm(Condition.NE, 1, 4, 1),
                        Instructions.mov64Imm(0, 1),
                        Instructions.exit()))
                .isEqualTo(10);
    }

    interface Question extends Struct {
        int a();

        void a(int v);
    }

    static final class Counting {
        private final HashMap<Integer, Cell> hash = HashMap.of(Integer.class, Cell.class, 2);
        private final RingBuffer<Cell> ring = RingBuffer.of(Cell.class, 4096);
        private long runs = 40;

        @Syscall
        int count(Question question) {
            runs++;
            Cell cell = hash.get(question.a());
            if (cell == null) return -1;
            cell.number(cell.number() + 1);
            Cell event = ring.reserve();
            if (event == null) return -2;
            event.wide(runs);
            ring.submit(event);
            return cell.number();
        }
    }

    @Test
    void modelsMapsFieldsAndRingBuffers() {
        Counting program = new Counting();
        ProgramCompiler.Output output = ProgramCompiler.of(program, Btf::vmlinux, false, () -> new Target(4))
                .programs()
                .getFirst();
        Executable code = Executable.of(output.code());
        AddressSpace memory = new AddressSpace();
        Maps maps = new Maps(memory, code);
        HashModel hash = (HashModel) maps.model(program.hash);
        hash.put(new byte[] {5, 0, 0, 0}, new byte[program.hash.valueSize()]);
        byte[] context = {5, 0, 0, 0};
        long address = memory.shared("context", context).address();
        Machine machine = new Machine(code, memory, maps, StandardHelpers.all(), MOST_STEPS);
        assertThat(machine.run(address)).isEqualTo(1);
        assertThat(machine.run(address)).isEqualTo(2);
        context[0] = 6;
        assertThat((int) machine.run(address)).isEqualTo(-1);
        RingModel ring = (RingModel) maps.model(program.ring);
        assertThat(ring.open()).isZero();
        assertThat(ring.records())
                .extracting(record ->
                        ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN).getLong())
                .containsExactly(41L, 42L);
    }

    @Test
    void namesTheJavaLineOfAFault() {
        ProgramCompiler.Output output = ProgramCompiler.of(new Counting(), Btf::vmlinux, false, () -> new Target(4))
                .programs()
                .getFirst();
        Executable code = Executable.of(output.code());
        AddressSpace memory = new AddressSpace();
        Machine machine = new Machine(code, memory, new Maps(memory, code), StandardHelpers.all(), MOST_STEPS);
        assertThatThrownBy(() -> machine.run(0)).isInstanceOf(Fault.class).hasMessageContaining("MachineTest.java:");
    }
}
