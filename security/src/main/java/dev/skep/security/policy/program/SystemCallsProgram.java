package dev.skep.security.policy.program;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.TpBtf;

/**
 * Where all system calls begin: goes on with the program that there is for the number of the call.
 *
 * @param programs by number
 */
public record SystemCallsProgram(ProgramArray programs) {
    @TpBtf("sys_enter")
    int policy(HookArguments arguments) {
        programs.tailCall(arguments, (int) arguments.number(1));
        return 0;
    }
}
