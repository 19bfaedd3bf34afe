package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.Hook;

/**
 * A file that is opened by its name.
 *
 * @param sequence its number among all
 * @param path the name
 * @param flags of open(2)
 * @param file what that leads to
 * @param facts who does it
 * @param outcome what came of it; the descriptor is returned
 */
record Opening(int sequence, String path, int flags, KnownFile file, Facts facts, Outcome outcome)
        implements FunctionAct {
    /** {@code O_PATH} of include/uapi/asm-generic/fcntl.h: only the place is meant, and the file is not opened. */
    static final int PLACE = 010_000_000;

    @Override
    public Opening done(Outcome what, Facts who) {
        return new Opening(sequence, path, flags, file, who, what);
    }

    @Override
    public Opening again(int number, Facts who) {
        return new Opening(number, path, flags, file, who, Outcome.NONE);
    }

    @Override
    public String line() {
        return "open " + slack() + " " + path + " " + flags;
    }

    @Override
    public boolean isSeenBy(Hook hook) {
        boolean opened = outcome.known().filter(descriptor -> descriptor >= 0).isPresent();
        return opened
                && (KernelFunction.FD_INSTALL.isOf(hook)
                        || (KernelFunction.FILE_OPEN.isOf(hook) && (flags & PLACE) == 0));
    }

    @Override
    public Object value(KernelFunction function, Argument argument) {
        return function == KernelFunction.FD_INSTALL && argument.index() == 0
                ? outcome.known().orElseThrow()
                : file;
    }
}
