package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.map.CpuMap;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Threads of the kernel that begin while the sensor watches. */
@Tag("kernel")
class KernelThreadsTest {
    private static final int KTHREADD = 2;

    @Test
    void oneThatBeginsIsKnownByItsNameAndItsEndIsTold() throws Exception {
        try (Watch watch = Watch.start();
                CpuMap processors = CpuMap.of(1)) {
            processors.create();
            // Each processor of such a map is served by a thread of the kernel.
            String name = "cpumap/0/map:" + processors.id();
            processors.set(0, 16);
            await().until(() -> !named(watch, name).isEmpty());
            Process thread = named(watch, name).getFirst();
            assertThat(thread.flags()).hasToString("nocwd clone");
            assertThat(thread.parentId())
                    .contains(watch.sensor().running(KTHREADD).orElseThrow().id());
            assertThat(thread.program().arguments().words()).isEmpty();
            assertThat(thread.program().directory()).isEmpty();

            processors.clear(0);
            watch.awaitExit(thread.pid());
            assertThat(watch.exit(thread.pid()).process().id()).isEqualTo(thread.id());
            assertThat(watch.execsBelow(thread.pid())).isEmpty();
            assertThat(named(watch, name)).isEmpty();
            assertThat(watch.lost()).isZero();
        }
    }

    private static List<Process> named(Watch watch, String name) {
        return watch.sensor().running().stream()
                .filter(process -> process.program().binary().equals(name))
                .toList();
    }
}
