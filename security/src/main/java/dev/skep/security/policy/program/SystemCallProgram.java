package dev.skep.security.policy.program;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.TpBtf;

/** One system call of programs of 64 bits, where it begins: {@link SystemCallsProgram} goes on to it by the number of the call. */
public final class SystemCallProgram {
    private final SystemCallLayout layout = SystemCallLayout.ofRunningKernel();
    private final HookBody body;

    /** For any call: the code knows none. */
    public SystemCallProgram(HookBody body) {
        this.body = body;
    }

    @TpBtf("sys_enter")
    int policy(HookArguments arguments) {
        return layout.isCompat() ? 0 : body.run(new SystemCallContext(arguments, layout, false), arguments);
    }
}
