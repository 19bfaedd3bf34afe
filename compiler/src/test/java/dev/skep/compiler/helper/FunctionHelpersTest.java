package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.hook.Fexit;
import dev.skep.compiler.hook.Kprobe;
import dev.skep.compiler.hook.Uprobe;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings("UnusedMethod") // the kernel calls them
class FunctionHelpersTest {
    static final class InFunction {
        int descriptor;
        long result;
        long arguments;

        @Fexit("do_sys_openat2")
        void getFuncArg(int directory) {
            descriptor = (int) FunctionHelpers.getFuncArg(0) - directory;
        }

        @Fexit("do_sys_openat2")
        void getFuncRet() {
            result = FunctionHelpers.getFuncRet();
        }

        @Fexit("do_sys_openat2")
        void getFuncArgCnt() {
            arguments = FunctionHelpers.getFuncArgCnt();
        }
    }

    static final class InKprobe {
        @Kprobe("do_sys_openat2")
        int overrideReturn() {
            return FunctionHelpers.overrideReturn(-1);
        }
    }

    static final class InUserFunction {
        long address;

        @Uprobe(binary = "libc", symbol = "getpagesize")
        void getFuncIp() {
            address = FunctionHelpers.getFuncIp();
        }
    }

    @Test
    void tellThePlaceInAUserFunction() {
        try (Loaded<InUserFunction> loaded = Kernel.loadDetached(new InUserFunction())) {
            assertThat(loaded.programs()).hasSize(1);
        }
    }

    @Test
    void tellArgumentsAndResultsOfFunctions() throws Exception {
        Require.feature(KernelFeature.FEXIT);
        InFunction program = new InFunction();
        try (Loaded<InFunction> loaded = Kernel.load(program)) {
            assertThat(Files.exists(Path.of("/proc/self/stat"))).isTrue();
            Files.readString(Path.of("/proc/self/stat"));
            loaded.refresh();
        }
        assertThat(program.arguments).isEqualTo(3);
        assertThat(program.result).isNotZero();
        assertThat(program.descriptor).isZero();
    }

    @Test
    void overrideResultsWhereTheKernelWasBuiltWithIt() {
        try (Loaded<InKprobe> loaded = Kernel.loadDetached(new InKprobe())) {
            assertThat(loaded.programs()).hasSize(1);
        } catch (CompileException refused) {
            assertThat(refused).hasMessageContaining("bpf_override_return");
        }
    }
}
