package dev.skep.security.policy.program;

import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.TpBtf;

/** One system call of programs of 64 bits, where it returns: {@link SystemReturnsProgram} goes on to it by the number of the call. */
public final class SystemReturnProgram {
    private final SystemCallLayout layout = SystemCallLayout.ofRunningKernel();
    private final HookBody body;

    /** For any call: the code knows none. */
    public SystemReturnProgram(HookBody body) {
        this.body = body;
    }

    @TpBtf("sys_exit")
    int policy(HookArguments arguments) {
        return layout.isCompat() ? 0 : body.run(new SystemCallContext(arguments, layout, true), arguments);
    }
}
