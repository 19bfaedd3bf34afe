package dev.skep.security.policy.program;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.TpBtf;

/**
 * Where all system calls return: goes on with the program that there is for the number of the call.
 *
 * @param programs by number
 * @param layout where the number is
 */
public record SystemReturnsProgram(ProgramArray programs, SystemCallLayout layout) {
    @TpBtf("sys_exit")
    int policy(HookArguments arguments) {
        programs.tailCall(arguments, new SystemCallContext(arguments, layout, true).seat());
        return 0;
    }
}
