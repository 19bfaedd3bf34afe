package dev.skep.bpf.usdt;

import java.util.Locale;
import java.util.Optional;

/** A register of x86-64, under the name that struct pt_regs has for it. */
public enum X86Register {
    /** rax. */
    AX,
    /** rbx. */
    BX,
    /** rcx. */
    CX,
    /** rdx. */
    DX,
    /** rsi. */
    SI,
    /** rdi. */
    DI,
    /** rbp. */
    BP,
    /** rsp. */
    SP,
    /** r8. */
    R8,
    /** r9. */
    R9,
    /** r10. */
    R10,
    /** r11. */
    R11,
    /** r12. */
    R12,
    /** r13. */
    R13,
    /** r14. */
    R14,
    /** r15. */
    R15,
    /** rip, the address of the instruction. */
    IP;

    /** The field of struct pt_regs that holds it. */
    public String field() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * What an assembler's name such as "eax" or "r8d" means.
     *
     * @param register the register
     * @param bytes how much of it: 1, 2, 4 or 8
     * @param highByte whether it is the second byte, and not the lowest ones
     */
    public record Named(X86Register register, int bytes, boolean highByte) {}

    /** The register that an assembler's name, without %, stands for: all of it or its lower part. */
    public static Optional<Named> named(String name) {
        for (X86Register register : values()) {
            String field = register.field();
            boolean numbered = Character.isDigit(field.charAt(field.length() - 1));
            if (numbered ? numbered(name, field) : lettered(name, field)) {
                return Optional.of(new Named(register, bytes(name, field, numbered), false));
            }
            if (field.endsWith("x") && name.equals(field.charAt(0) + "h")) {
                return Optional.of(new Named(register, 1, true));
            }
        }
        return Optional.empty();
    }

    private static int bytes(String name, String field, boolean numbered) {
        char last = name.charAt(name.length() - 1);
        if (numbered) {
            return name.equals(field) ? Long.BYTES : last == 'd' ? Integer.BYTES : last == 'w' ? Short.BYTES : 1;
        }
        if (last == 'l') {
            return 1;
        }
        return name.equals(field) ? Short.BYTES : name.charAt(0) == 'e' ? Integer.BYTES : Long.BYTES;
    }

    /** r8, r8d, r8w, r8b. */
    private static boolean numbered(String name, String field) {
        return name.equals(field)
                || (name.length() == field.length() + 1
                        && name.startsWith(field)
                        && "dwb".indexOf(name.charAt(field.length())) >= 0);
    }

    /** rax, eax, ax, al; rsi, esi, si, sil. */
    private static boolean lettered(String name, String field) {
        return name.equals(field)
                || name.equals("r" + field)
                || name.equals("e" + field)
                || name.equals(field + "l")
                || (field.endsWith("x") && name.equals(field.charAt(0) + "l"));
    }
}
