package dev.skep.compiler.interpreter;

import dev.skep.bpf.asm.Register;

/** The registers of one function, which know whether they were written. */
final class Registers {
    private final long[] values = new long[Register.COUNT];
    private int known;

    Registers(long frame, long... arguments) {
        set(Register.FP, frame);
        for (int i = 0; i < arguments.length; i++) set(Register.R1 + i, arguments[i]);
    }

    private void set(int register, long value) {
        values[register] = value;
        known |= 1 << register;
    }

    long read(int register) {
        if ((known & 1 << register) == 0) throw new Fault("r" + register + " is read and was never written");
        return values[register];
    }

    void write(int register, long value) {
        if (register == Register.FP) throw new Fault("r10 is written, which may only be read");
        set(register, value);
    }

    /** The first {@code count} arguments of a call. */
    long[] arguments(int count) {
        long[] arguments = new long[count];
        for (int i = 0; i < count; i++) arguments[i] = read(Register.R1 + i);
        return arguments;
    }

    /** As many arguments as were written without a gap. */
    long[] arguments() {
        int count = 0;
        while (count < 5 && (known & (1 << (Register.R1 + count))) != 0) count++;
        return arguments(count);
    }

    /** A call has come back: the argument registers are lost. */
    void returned(long result) {
        known &= ~(0b11111 << Register.R1);
        set(Register.R0, result);
    }
}
