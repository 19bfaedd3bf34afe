package dev.skep.compiler.interpreter;

import dev.skep.bpf.asm.AccessSize;
import dev.skep.bpf.asm.InstructionWord;
import dev.skep.bpf.asm.Opcode;
import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.asm.Register;

/**
 * Executes one program. Each call of a subprogram is a call here, with a stack of its own.
 *
 * <p>Known are the instructions of cpu v4 and {@code may_goto}; not the legacy packet loads (BPF_ABS, BPF_IND), which the
 * compiler does not emit. Not safe for several threads.
 */
public final class Machine {
    private static final int STACK = 512;
    private static final int DEEPEST_CALL = 8;
    private static final AccessSize[] SIZES = {AccessSize.WORD, AccessSize.HALF, AccessSize.BYTE, AccessSize.DOUBLE};

    private final Executable code;
    private final AddressSpace memory;
    private final Maps maps;
    private final Helpers helpers;
    private long stepsLeft;
    private int depth;
    private int at;

    /** A machine for {@code code}, for at most that many instructions in all runs. */
    public Machine(Executable code, AddressSpace memory, Maps maps, Helpers helpers, long mostSteps) {
        this.code = code;
        this.memory = memory;
        this.maps = maps;
        this.helpers = helpers;
        this.stepsLeft = mostSteps;
    }

    /**
     * Runs the program with these arguments in r1, r2, ...
     *
     * @return r0
     * @throws Fault if it does what no program may do
     */
    public long run(long... arguments) {
        depth = 0;
        try {
            return function(0, arguments);
        } catch (Fault fault) {
            throw fault.at(code.place(at));
        }
    }

    /** The memory that the program sees. */
    AddressSpace memory() {
        return memory;
    }

    /** The maps that the program uses. */
    Maps maps() {
        return maps;
    }

    /** Calls the subprogram at this address, as helpers with callbacks do. */
    long callback(long address, long... arguments) {
        return function(FunctionAddress.index(address), arguments);
    }

    private long function(int entry, long... arguments) {
        if (++depth > DEEPEST_CALL) throw new Fault("calls are nested more than " + DEEPEST_CALL + " deep");
        Region stack = memory.fresh("stack", STACK);
        long result = execute(entry, new Registers(stack.address() + STACK, arguments));
        memory.release(stack);
        depth--;
        return result;
    }

    private long execute(int entry, Registers registers) {
        for (int next = entry; ; ) {
            at = next;
            if (stepsLeft-- == 0) throw new Fault("the program does not end");
            if (at < 0 || at >= code.length()) throw new Fault("control leaves the program");
            long word = code.word(next++);
            switch (InstructionWord.instructionClass(word)) {
                case Opcode.ALU, Opcode.ALU64 -> arithmetic(word, registers);
                case Opcode.LDX -> load(word, registers);
                case Opcode.ST, Opcode.STX -> store(word, registers);
                case Opcode.LD -> {
                    immediate(word, registers);
                    next++;
                }
                default -> {
                    int operation = InstructionWord.opcode(word) & Opcode.OPERATION_MASK;
                    if (operation == Opcode.EXIT) return registers.read(Register.R0);
                    if (operation == Opcode.CALL) call(word, next, registers);
                    else next += jump(word, operation, registers);
                }
            }
        }
    }

    private static void arithmetic(long word, Registers registers) {
        int destination = InstructionWord.destination(word);
        long left = Arithmetic.readsDestination(word) ? registers.read(destination) : 0;
        long right = Arithmetic.readsSource(word) ? registers.read(InstructionWord.source(word)) : 0;
        registers.write(destination, Arithmetic.evaluate(word, left, right));
    }

    private static int size(long word) {
        return SIZES[(InstructionWord.opcode(word) >> 3) & 3].bytes();
    }

    private void load(long word, Registers registers) {
        int size = size(word);
        long bits = memory.load(registers.read(InstructionWord.source(word)) + InstructionWord.offset(word), size);
        int unused = Long.SIZE - size * Byte.SIZE;
        switch (InstructionWord.opcode(word) & Opcode.MODE_MASK) {
            case Opcode.MEM -> registers.write(InstructionWord.destination(word), bits);
            case Opcode.MEMSX -> registers.write(InstructionWord.destination(word), bits << unused >> unused);
            default -> throw new Fault("unknown load");
        }
    }

    private void store(long word, Registers registers) {
        int mode = InstructionWord.opcode(word) & Opcode.MODE_MASK;
        if (mode == Opcode.ATOMIC) {
            Atomics.execute(word, size(word), registers, memory);
            return;
        }
        if (mode != Opcode.MEM) throw new Fault("unknown store");
        boolean number = InstructionWord.instructionClass(word) == Opcode.ST;
        long value = number ? InstructionWord.immediate(word) : registers.read(InstructionWord.source(word));
        memory.store(
                registers.read(InstructionWord.destination(word)) + InstructionWord.offset(word), size(word), value);
    }

    private void immediate(long word, Registers registers) {
        if (!InstructionWord.isLoadImm64(word) || at + 1 >= code.length()) throw new Fault("unknown load");
        int low = InstructionWord.immediate(word);
        int high = InstructionWord.immediate(code.word(at + 1));
        long value = switch (InstructionWord.source(word)) {
            case PseudoSource.NONE -> (long) high << 32 | (low & 0xffffffffL);
            case PseudoSource.MAP_FD -> maps.at(at).address();
            case PseudoSource.MAP_VALUE -> maps.at(at).onlyValue() + high;
            case PseudoSource.FUNCTION -> FunctionAddress.of(at + 1 + low);
            default -> throw new Fault("unknown kind of 64-bit immediate");
        };
        registers.write(InstructionWord.destination(word), value);
    }

    private int jump(long word, int operation, Registers registers) {
        boolean wide = InstructionWord.instructionClass(word) == Opcode.JMP;
        if (operation == Opcode.JA) return wide ? InstructionWord.offset(word) : InstructionWord.immediate(word);
        // may_goto: its budget is far beyond ours
        if (operation == Opcode.JCOND) return 0;
        long left = registers.read(InstructionWord.destination(word));
        boolean register = (InstructionWord.opcode(word) & Opcode.X) != 0;
        long right = register ? registers.read(InstructionWord.source(word)) : 0;
        return Comparisons.taken(word, left, right) ? InstructionWord.offset(word) : 0;
    }

    private void call(long word, int next, Registers registers) {
        int immediate = InstructionWord.immediate(word);
        int here = at;
        long result = switch (InstructionWord.source(word)) {
            case PseudoSource.SUBPROGRAM_CALL -> function(next + immediate, registers.arguments());
            case PseudoSource.HELPER_CALL -> {
                Helper helper = helpers.byNumber(immediate);
                yield helper.body().call(this, registers.arguments(helper.arguments()));
            }
            case PseudoSource.KERNEL_FUNCTION_CALL -> {
                Helper function = KernelFunctions.byId(immediate);
                yield function.body().call(this, registers.arguments(function.arguments()));
            }
            default -> throw new Fault("unknown kind of call");
        };
        at = here;
        registers.returned(result);
    }
}
