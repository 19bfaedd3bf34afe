package dev.skep.security.policy.program;

import dev.skep.bpf.map.ProgramArray;
import dev.skep.compiler.helper.ProgramCalls;
import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.TpBtf;
import java.util.List;

/**
 * Where all system calls begin: goes on with the program that there is for the number of the call; of some calls, with one after the other.
 *
 * @param programs by number, and after those the second ones
 * @param first where the second ones begin
 * @param twice the numbers of the calls that have a second one, in the order of these
 */
public record SystemCallsProgram(ProgramArray programs, int first, List<Integer> twice) {
    /** Copies. */
    public SystemCallsProgram {
        twice = List.copyOf(twice);
    }

    @TpBtf("sys_enter")
    int policy(HookArguments arguments) {
        int number = (int) arguments.number(1);
        int second = twice.indexOf(number);
        if (second >= 0) {
            ProgramCalls.run(programs, arguments, number);
            programs.tailCall(arguments, first + second);
        } else {
            programs.tailCall(arguments, number);
        }
        return 0;
    }
}
