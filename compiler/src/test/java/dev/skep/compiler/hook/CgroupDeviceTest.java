package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@SuppressWarnings({"UnusedVariable", "UnusedMethod"}) // the hooks' targets name fields, and the kernel calls methods
class CgroupDeviceTest {
    static final class Guard {
        private final String folder;

        Guard(String folder) {
            this.folder = folder;
        }

        /** /dev/full is 1:7. */
        @CgroupDevice("{folder}")
        int use(DeviceContext device) {
            boolean full = device.kind() == DeviceContext.CHARACTER && device.major() == 1 && device.minor() == 7;
            return full && (device.access() & DeviceContext.WRITE) != 0 ? DeviceContext.DENY : DeviceContext.ALLOW;
        }
    }

    @Test
    void letsADeviceBeReadAndNotWritten() {
        Require.feature(KernelFeature.CGROUP_DEVICE);
        try (TestCgroup cgroup = new TestCgroup();
                Loaded<Guard> loaded = Kernel.load(new Guard(cgroup.folder()))) {
            assertThat(loaded.program("use").links()).hasSize(1);
            assertThat(cgroup.run("head -c 3 /dev/full | wc -c")).isEqualTo(new TestCgroup.Outcome(0, "3"));
            assertThat(cgroup.run("exec 3> /dev/full").output()).contains("not permitted");
            assertThat(cgroup.run("exec 3> /dev/null").status()).isZero();
        }
    }
}
