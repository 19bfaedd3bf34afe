package dev.skep.security.policy.program;

/**
 * A register at the hook, or a part of it, without a sign.
 *
 * @param register its name in {@code struct pt_regs}
 * @param bytes 1, 2, 4 or 8
 * @param shift how many bits are below the part
 */
public record RegisterNumber(String register, int bytes, int shift) implements NumberReader {
    @Override
    public long read(HookContext context) {
        return ArgumentNumber.cut(context.register(register) >>> shift, bytes, false);
    }

    @Override
    public int cost() {
        return Cost.LOAD;
    }

    @Override
    public String toString() {
        return "register " + register;
    }
}
