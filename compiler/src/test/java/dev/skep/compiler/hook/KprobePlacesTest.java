package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.KprobeLink;
import dev.skep.bpf.link.KprobeMultiLink;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.OwnKernelObjects;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which functions of the kernel a kprobe goes to: cookies, many functions at once, names that do not exist. */
@Tag("kernel")
class KprobePlacesTest {
    static final class OneFunction {
        private final int pid = (int) ProcessHandle.current().pid();

        @SuppressWarnings("UnusedVariable") // the hook's target names it
        private final long cookie = 0x77_6655_4433_2211L;

        long seen;

        @Kprobe(value = "do_sys_openat2", cookie = "{cookie}")
        void enter() {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) == pid) seen = Helpers.getAttachCookie();
        }
    }

    @Test
    void tellsTheCookieOfItsAttachment() {
        Require.feature(KernelFeature.KPROBE);
        OneFunction program = new OneFunction();
        try (Loaded<OneFunction> loaded = Kernel.load(program)) {
            Awaitility.await("an open is seen").until(() -> {
                openAndRead();
                loaded.refresh();
                return program.seen == 0x77_6655_4433_2211L;
            });
            assertThat(loaded.program("enter").places()).containsExactly("do_sys_openat2");
        }
    }

    static final class Many {
        private final int pid = (int) ProcessHandle.current().pid();
        final ArrayMap<Counter> calls = ArrayMap.of(Counter.class, 16);

        @Kprobe({"do_sys_openat?", "vfs_rea?", "vfs_statx"})
        void enter() {
            count();
        }

        @Kretprobe(
                value = {"vfs_rea?"},
                cookie = "8")
        void leave() {
            count();
        }

        private void count() {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) return;
            Counter called = calls.get((int) Helpers.getAttachCookie());
            if (called != null) called.add(1);
        }

        private boolean seen(int cookie) {
            return Objects.requireNonNull(calls.get(cookie)).value() > 0;
        }

        void check(Loaded<Many> loaded) {
            List<String> places = loaded.program("enter").places();
            assertThat(places)
                    .contains("do_sys_openat2", "vfs_read", "vfs_statx")
                    .isSorted();
            assertThat(loaded.program("leave").places()).containsExactly("vfs_read");
            Awaitility.await("each function is seen").until(() -> {
                openAndRead();
                assertThat(Files.size(Path.of("/proc/self/comm"))).isNotNegative();
                return seen(places.indexOf("do_sys_openat2")) && seen(places.indexOf("vfs_read")) && seen(8);
            });
        }
    }

    @Test
    @Tag("quick")
    void runsAtManyFunctionsByOneLink() {
        Require.feature(KernelFeature.KPROBE_MULTI);
        Many program = new Many();
        try (Loaded<Many> loaded = Kernel.load(program)) {
            assertThat(loaded.program("enter").links()).hasOnlyElementsOfType(KprobeMultiLink.class);
            program.check(loaded);
        }
    }

    @Test
    void runsAtManyFunctionsByALinkEachOnAKernelWithoutFprobes() {
        Require.feature(KernelFeature.KPROBE);
        Require.without(KernelFeature.KPROBE_MULTI);
        Many program = new Many();
        try (Loaded<Many> loaded = Kernel.load(program)) {
            assertThat(loaded.program("enter").links()).hasOnlyElementsOfType(KprobeLink.class);
            program.check(loaded);
        }
    }

    static final class Misspelt {
        @Kprobe("do_sys_openat3")
        void enter() {}
    }

    static final class Unmatched {
        @Kprobe({"vfs_read", "vfs_red"})
        void enter() {}
    }

    @Test
    void namesTheFunctionsThatWereMeant() {
        Require.feature(KernelFeature.KPROBE);
        List<String> before = OwnKernelObjects.now();
        assertThatThrownBy(() -> Kernel.load(new Misspelt()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageStartingWith("kernel function do_sys_openat3 is not available: ")
                .hasMessageContaining("did you mean do_sys_openat2");
        assertThatThrownBy(() -> Kernel.load(new Unmatched()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageStartingWith("kernel function vfs_red is not available: ")
                .hasMessageContaining("vfs_read");
        assertThat(OwnKernelObjects.now()).isEqualTo(before);
    }

    @Test
    void saysThatTheKernelHasNoKprobes() {
        Require.without(KernelFeature.KPROBE);
        assertThatThrownBy(() -> Kernel.load(new Misspelt()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageStartingWith("kprobe is not available: this kernel has no ");
    }

    private static void openAndRead() throws IOException {
        assertThat(Files.readString(Path.of("/proc/self/comm"))).isNotEmpty();
    }
}
