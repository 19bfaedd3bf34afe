package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.Hook;

/**
 * Nothing that is read of an open file.
 *
 * @param sequence its number among all
 * @param descriptor of the file, which is open for reading
 * @param facts who does it
 * @param outcome what came of it
 */
record Reading(int sequence, int descriptor, Facts facts, Outcome outcome) implements FunctionAct {
    /** {@code MAY_READ} of include/linux/fs.h. */
    private static final long MAY_READ = 4;

    @Override
    public Reading done(Outcome what, Facts who) {
        return new Reading(sequence, descriptor, who, what);
    }

    @Override
    public Reading again(int number, Facts who) {
        return new Reading(number, descriptor, who, Outcome.NONE);
    }

    @Override
    public String line() {
        return "read " + slack() + " " + descriptor;
    }

    @Override
    public boolean isSeenBy(Hook hook) {
        return KernelFunction.FILE_PERMISSION.isOf(hook);
    }

    @Override
    public Object value(KernelFunction function, Argument argument) {
        return argument.index() == 1
                ? MAY_READ
                : KnownFile.of(
                        facts.files().getOrDefault(descriptor, ""),
                        facts.modes().getOrDefault(descriptor, 0));
    }
}
