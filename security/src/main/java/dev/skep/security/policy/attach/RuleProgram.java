package dev.skep.security.policy.attach;

import dev.skep.bpf.map.BpfMap;
import dev.skep.security.policy.hook.KernelHook;
import dev.skep.security.policy.program.HookCode;
import dev.skep.security.policy.program.Tally;

/** A program with the rules of one hook, or of several that are alike; unloaded when the last of those that use it gives it up. */
final class RuleProgram {
    private final Behind program;
    private final Tally tally;
    private int users = 1;

    private RuleProgram(Behind program, Tally tally) {
        this.program = program;
        this.tally = tally;
    }

    /**
     * Loads it; the caller uses it first.
     *
     * @param tally created, and closed with the program
     */
    static RuleProgram load(KernelHook hook, HookCode code, Tally tally, KnownPrograms programs) {
        return new RuleProgram(Behind.load(hook, code.with(tally), programs), tally);
    }

    Behind program() {
        return program;
    }

    Tally tally() {
        return tally;
    }

    /** One user's share of the memory in the kernel. */
    long bytes() {
        long all = program.bytes();
        for (BpfMap map : tally.maps()) {
            all += DescriptorMemory.bytes(map.fd());
        }
        return all / users;
    }

    /** One more uses it. */
    void use() {
        users++;
    }

    /** One who used it needs it no more. */
    void giveUp() {
        users--;
        if (users == 0) {
            program.close();
            tally.maps().forEach(BpfMap::close);
        }
    }
}
