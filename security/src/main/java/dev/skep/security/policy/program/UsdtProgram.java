package dev.skep.security.policy.program;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.Usdt;

/** A probe that a program or library brings along. */
public final class UsdtProgram {
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    private final String path;

    @SuppressWarnings("UnusedVariable") // likewise
    private final String provider;

    @SuppressWarnings("UnusedVariable") // likewise
    private final String name;

    private final HookBody body;

    /** For the probe {@code provider:name} in {@code path}. */
    public UsdtProgram(String path, String provider, String name, HookBody body) {
        this.path = path;
        this.provider = provider;
        this.name = name;
        this.body = body;
    }

    @Usdt(binary = "{path}", provider = "{provider}", name = "{name}")
    int policy(HookArguments arguments) {
        return body.run(new UserContext(arguments), arguments);
    }
}
