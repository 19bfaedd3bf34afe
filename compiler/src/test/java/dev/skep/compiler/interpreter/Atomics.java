package dev.skep.compiler.interpreter;

import dev.skep.bpf.asm.AtomicOperation;
import dev.skep.bpf.asm.InstructionWord;
import dev.skep.bpf.asm.Register;

/** The atomic instructions; with one thread they are a load and a store. */
final class Atomics {
    private Atomics() {}

    static void execute(long word, int size, Registers registers, AddressSpace memory) {
        AtomicOperation operation = operation(InstructionWord.immediate(word));
        int destination = InstructionWord.destination(word);
        int source = InstructionWord.source(word);
        int offset = InstructionWord.offset(word);
        if (operation == AtomicOperation.LOAD_ACQUIRE) {
            registers.write(destination, memory.load(registers.read(source) + offset, size));
            return;
        }
        long address = registers.read(destination) + offset;
        long operand = registers.read(source);
        if (operation == AtomicOperation.STORE_RELEASE) {
            memory.store(address, size, operand);
            return;
        }
        long old = memory.load(address, size);
        memory.store(address, size, changed(operation, old, operand, registers, size));
        switch (operation) {
            case FETCH_ADD, FETCH_OR, FETCH_AND, FETCH_XOR, XCHG -> registers.write(source, old);
            case CMPXCHG -> registers.write(Register.R0, old);
            case ADD, OR, AND, XOR, LOAD_ACQUIRE, STORE_RELEASE -> {}
        }
    }

    private static long changed(AtomicOperation operation, long old, long operand, Registers registers, int size) {
        return switch (operation) {
            case ADD, FETCH_ADD -> old + operand;
            case OR, FETCH_OR -> old | operand;
            case AND, FETCH_AND -> old & operand;
            case XOR, FETCH_XOR -> old ^ operand;
            case XCHG, STORE_RELEASE -> operand;
            case CMPXCHG -> {
                long expected = registers.read(Register.R0);
                yield (size == 4 ? expected & 0xffffffffL : expected) == old ? operand : old;
            }
            case LOAD_ACQUIRE -> old;
        };
    }

    private static AtomicOperation operation(int code) {
        for (AtomicOperation operation : AtomicOperation.values()) if (operation.code() == code) return operation;
        throw new Fault("unknown atomic operation 0x" + Integer.toHexString(code));
    }
}
