package dev.skep.compiler.internal.backend;

import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.AtomicOperation;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.memory.AtomicAccess;
import dev.skep.compiler.internal.ir.Atomic;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.ContextArgument;
import dev.skep.compiler.internal.ir.GlobalAddress;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.ir.StackAddress;
import dev.skep.compiler.internal.ir.StackSlot;
import dev.skep.compiler.internal.ir.Store;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import org.jspecify.annotations.Nullable;

/** Selects loads, stores and atomic accesses, with the address in the instruction where it fits. */
final class MemorySelection {
    private final Operands operands;

    MemorySelection(Operands operands) {
        this.operands = operands;
    }

    private record Address(int base, @Nullable StackSlot slot, int offset) {}

    /** Emits the instruction if it is one that accesses memory. */
    boolean select(Instruction instruction) {
        SourcePosition at = instruction.position();
        if (instruction instanceof Load load) {
            Address address = address(load.base(), load.offset());
            boolean signed = load.signed() && (load.size() < 4 || (load.size() == 4 && load.width() == Width.W64));
            int register = operands.register(load);
            operands.emit(MachineInstruction.load(
                    at, load.size(), signed, register, address.base(), address.slot(), address.offset()));
            return true;
        }
        if (instruction instanceof Store store) {
            store(store, address(store.base(), store.offset()));
            return true;
        }
        if (instruction instanceof Atomic atomic) {
            atomic(atomic, address(atomic.base(), atomic.offset()));
            return true;
        }
        return false;
    }

    private void store(Store store, Address to) {
        SourcePosition at = store.position();
        int size = store.size();
        // Linux before 6.5 allows no immediate stores into a context.
        if (!(store.value() instanceof Constant constant) || store.base() instanceof ContextArgument) {
            int value = operands.use(store.value());
            operands.emit(MachineInstruction.store(at, size, to.base(), to.slot(), to.offset(), value));
            return;
        }
        long value = constant.value();
        if (size < 8 || value == (int) value) {
            operands.emit(MachineInstruction.storeImmediate(at, size, to.base(), to.slot(), to.offset(), (int) value));
        } else if (to.slot() != null) {
            // Two halves need one word less than a 64-bit constant in a register, and nobody else sees the stack.
            boolean little = ArithmeticSelection.LITTLE_ENDIAN;
            int first = (int) (little ? value : value >>> 32);
            int second = (int) (little ? value >>> 32 : value);
            operands.emit(MachineInstruction.storeImmediate(at, 4, to.base(), to.slot(), to.offset(), first));
            operands.emit(MachineInstruction.storeImmediate(at, 4, to.base(), to.slot(), to.offset() + 4, second));
        } else {
            operands.emit(MachineInstruction.store(
                    at, size, to.base(), to.slot(), to.offset(), operands.useShared(constant)));
        }
    }

    /** What gives the old value does so in r0, where compare-and-exchange expects to find the number to compare with, too. */
    private void atomic(Atomic atomic, Address to) {
        SourcePosition at = atomic.position();
        AtomicOperation operation = operation(atomic.access());
        int source = Register.R0;
        if (atomic.access() == AtomicAccess.COMPARE_AND_EXCHANGE)
            source = operands.use(atomic.values().get(1));
        else if (!atomic.access().returning())
            source = operands.use(atomic.values().getFirst());
        if (atomic.access().returning()) operands.copyInto(atomic.values().getFirst(), Register.R0);
        operands.emit(
                MachineInstruction.atomic(at, operation, atomic.size(), to.base(), to.slot(), to.offset(), source));
        if (atomic.hasResult() && operands.uses(atomic) > 0) {
            operands.emit(MachineInstruction.move(at, operands.register(atomic), Register.R0));
        }
    }

    private static AtomicOperation operation(AtomicAccess access) {
        return switch (access) {
            case ADD -> AtomicOperation.ADD;
            case OR -> AtomicOperation.OR;
            case AND -> AtomicOperation.AND;
            case XOR -> AtomicOperation.XOR;
            case GET_AND_ADD -> AtomicOperation.FETCH_ADD;
            case GET_AND_OR -> AtomicOperation.FETCH_OR;
            case GET_AND_AND -> AtomicOperation.FETCH_AND;
            case GET_AND_XOR -> AtomicOperation.FETCH_XOR;
            case GET_AND_SET -> AtomicOperation.XCHG;
            case COMPARE_AND_EXCHANGE -> AtomicOperation.CMPXCHG;
            case GET_ACQUIRE, SET_RELEASE -> throw new IllegalStateException(access + " was not lowered");
        };
    }

    private Address address(Value base, int offset) {
        if (base instanceof StackAddress stack) {
            return new Address(Register.FP, stack.slot(), stack.offset() + offset);
        }
        if (base instanceof GlobalAddress global && fits(global.offset() + offset)) {
            int register = operands.useShared(new GlobalAddress(global.data(), 0));
            return new Address(register, null, global.offset() + offset);
        }
        int register = operands.use(base);
        if (fits(offset)) return new Address(register, null, offset);
        int sum = operands.newRegister();
        operands.emit(MachineInstruction.move(operands.position(), sum, register));
        operands.emit(MachineInstruction.operationImmediate(
                operands.position(), Width.W64, AluOperation.ADD, false, sum, offset));
        return new Address(sum, null, 0);
    }

    private static boolean fits(int offset) {
        return offset == (short) offset;
    }
}
