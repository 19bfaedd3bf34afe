package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.helper.Memory;
import java.util.List;

/**
 * Writes registers of the process, one after the other: what is read from a register is what was written to it before. If memory cannot be
 * read, all stay as they are.
 *
 * @param registers all that are read or written, by their names in {@code struct pt_regs}
 * @param assignments what is written
 */
public record RegisterWrite(List<String> registers, List<Assignment> assignments) implements UserWrite {
    /**
     * One of them.
     *
     * @param to the register
     * @param source what is written
     */
    public record Assignment(RegisterPart to, RegisterSource source) {}

    /** Copies. */
    public RegisterWrite {
        registers = List.copyOf(registers);
        assignments = List.copyOf(assignments);
    }

    @Override
    public int write(HookContext context) {
        long[] values = new long[registers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = context.register(registers.get(i));
        }
        Bytes value = Memory.onStack(Long.BYTES);
        for (Assignment assignment : assignments) {
            int failure = assignment.source().read(values, value);
            if (failure != 0) {
                return failure;
            }
            assignment.to().put(values, value.u64(0));
        }
        for (int i = 0; i < values.length; i++) {
            if (isWritten(i)) {
                context.register(registers.get(i), values[i]);
            }
        }
        return 0;
    }

    private boolean isWritten(int register) {
        for (Assignment assignment : assignments) {
            if (assignment.to().register() == register) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isLast() {
        return true;
    }
}
