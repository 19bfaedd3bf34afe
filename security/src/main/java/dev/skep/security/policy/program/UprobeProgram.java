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

    private final HookBody body;

    /**
     * For a function, or a place in the file.
     *
     * @param symbol the function; empty where the offset is of the file
     */
    public UprobeProgram(String path, String symbol, long offset, HookBody body) {
        this.path = path;
        this.symbol = symbol;
        this.offset = offset;
        this.body = body;
    }

    @Uprobe(binary = "{path}", symbol = "{symbol}", offset = "{offset}")
    int policy(HookArguments arguments) {
        return body.run(new UserContext(arguments), arguments);
    }
}
