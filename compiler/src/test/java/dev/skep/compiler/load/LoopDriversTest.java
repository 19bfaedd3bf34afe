package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.OlderTypes;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.internal.optimize.LongLoops;
import org.junit.jupiter.api.Test;

/** What drives a long loop, as the kernel's types tell. */
class LoopDriversTest {
    interface Input extends Struct {
        int a();
    }

    static final class LongLoop {
        @Syscall
        int run(Input in) {
            int sum = in.a();
            for (int i = 0; i < 1_000_000; i++) {
                if ((sum & 1) == 0) sum = sum * 31 + i;
                else sum = (sum >>> 1) - in.a();
            }
            return sum;
        }
    }

    private static ProgramCompiler.Output compile(Btf types) {
        return ProgramCompiler.of(new LongLoop(), () -> types, false, () -> new Target(3))
                .programs()
                .getFirst();
    }

    @Test
    void iteratorsComeBeforeCallbacks() throws Exception {
        assertThat(compile(Btf.vmlinux()).description().notes()).anyMatch(note -> note.contains("bpf_iter_num"));
        assertThat(compile(OlderTypes.without("bpf_iter_num_next"))
                        .description()
                        .notes())
                .anyMatch(note -> note.contains("bpf_loop"));
    }

    @Test
    void withoutAnyTheLoopStaysAndIsNamed() throws Exception {
        ProgramCompiler.Output output = compile(OlderTypes.without("bpf_iter_num_new", "BPF_FUNC_loop"));
        assertThat(output.plainLoops())
                .extracting(LongLoops.Left::reason)
                .containsExactly("this kernel has neither bpf_loop nor bpf_iter_num");
    }
}
