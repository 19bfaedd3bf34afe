import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.License;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.RawTracepoint;

@License("Apache-2.0")
class HelperForOtherLicences {
    @RawTracepoint("sys_enter")
    int run(long registers) {
        Bytes bytes = Memory.onStack(8);
        return Helpers.probeReadKernel(bytes, registers);
    }
}
