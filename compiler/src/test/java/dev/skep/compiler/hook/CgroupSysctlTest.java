package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.Bytes;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.CgroupHelpers;
import dev.skep.compiler.helper.Memory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class CgroupSysctlTest {
    private static final String FILE = "/proc/sys/net/ipv4/ip_default_ttl";

    static final class Guard {
        private final String folder;
        int reads;
        int value;

        Guard(String folder) {
            this.folder = folder;
        }

        @CgroupSysctl("{folder}")
        int access(SysctlContext call) {
            Bytes name = Memory.onStack(16);
            int length = CgroupHelpers.sysctlGetName(call, name, 1);
            if (length != 14 || name.u8(3) != 'd' || name.u8(11) != 't') return SysctlContext.ALLOW;
            if (call.write() != 0) return SysctlContext.DENY;
            reads++;
            Bytes now = Memory.onStack(8);
            if (CgroupHelpers.sysctlGetCurrentValue(call, now) > 0) value = now.u8(0);
            return SysctlContext.ALLOW;
        }
    }

    @Test
    void letsASysctlBeReadAndNotWritten() {
        Require.feature(KernelFeature.CGROUP_SYSCTL);
        try (TestCgroup cgroup = new TestCgroup();
                Loaded<Guard> loaded = Kernel.load(new Guard(cgroup.folder()))) {
            TestCgroup.Outcome read = cgroup.run("cat " + FILE);
            assertThat(read.status()).isZero();
            loaded.refresh();
            assertThat(loaded.program().reads).isPositive();
            assertThat(loaded.program().value).isEqualTo(read.output().charAt(0));
            TestCgroup.Outcome written = cgroup.run("echo " + read.output() + " > " + FILE);
            assertThat(written.status()).isNotZero();
            assertThat(written.output()).contains("not permitted");
        }
    }
}
