package dev.skep.bpf.usdt;

import java.util.List;

/** Where an argument of a probe is when the program comes to the probe. */
public sealed interface UsdtArgument {
    /** The specification as the note has it: {@code -4@%eax}. */
    String text();

    /**
     * A number that the compiler knew: {@code 4@$17}.
     *
     * @param value sign-extended where it is signed
     */
    record Constant(String text, long value) implements UsdtArgument {}

    /**
     * The lower bytes of a register: {@code -4@%eax}.
     *
     * @param size 1, 2, 4 or 8 bytes
     * @param signed whether it is a signed number
     * @param shift bits below it: 8 for ah, bh, ch, dh
     */
    record InRegister(String text, int size, boolean signed, X86Register register, int shift) implements UsdtArgument {}

    /**
     * Bytes at an address: {@code 8@-16(%rbp,%rax,8)}.
     *
     * @param size 1, 2, 4 or 8 bytes
     * @param signed whether it is a signed number
     * @param displacement the constant part of the address
     * @param terms what is added to it
     */
    record InMemory(String text, int size, boolean signed, long displacement, List<Term> terms)
            implements UsdtArgument {
        /** Copies the list. */
        public InMemory {
            terms = List.copyOf(terms);
        }
    }

    /** A form that is not understood, such as a floating-point register. */
    record Unknown(String text) implements UsdtArgument {}

    /**
     * A register as a part of an address.
     *
     * @param scale what its content is multiplied by: 1, 2, 4 or 8
     */
    record Term(X86Register register, int scale) {}
}
