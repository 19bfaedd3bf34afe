package dev.skep.security.policy.program;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.Uprobe;

/** A function of a program or library. */
public final class UprobeProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String path;

    @SuppressWarnings("UnusedVariable") // likewise
    private final String symbol;

    @SuppressWarnings("UnusedVariable") // likewise
    private final long offset;

    @SuppressWarnings("UnusedVariable") // likewise
    private final long semaphore;

    private final HookBody body;

    /**
     * For a function, or a place in the file.
     *
     * @param symbol the function; empty where the offset is of the file
     * @param semaphore where in the file a counter of who watches is; 0 for none
     */
    public UprobeProgram(String path, String symbol, long offset, long semaphore, HookBody body) {
        this.path = path;
        this.symbol = symbol;
        this.offset = offset;
        this.semaphore = semaphore;
        this.body = body;
    }

    @Uprobe(binary = "{path}", symbol = "{symbol}", offset = "{offset}", semaphore = "{semaphore}")
    int policy(HookArguments arguments) {
        return body.run(new UserContext(arguments), arguments);
    }
}
