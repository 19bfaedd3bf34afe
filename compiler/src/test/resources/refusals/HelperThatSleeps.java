import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;

class HelperThatSleeps {
    @RawTracepoint("sys_enter")
    int run(long address) {
        return Helpers.copyFromUser(Memory.onStack(8), address);
    }
}
