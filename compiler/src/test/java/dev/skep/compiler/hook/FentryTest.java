package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.OwnKernelObjects;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
@Tag("quick")
class FentryTest {
    @KernelStruct("inode")
    interface Inode extends Struct {
        long i_ino();
    }

    @KernelStruct("file")
    interface OpenFile extends Struct {
        Inode f_inode();

        int f_flags();
    }

    static final class Reads {
        private final int pid = (int) ProcessHandle.current().pid();
        private final long inode;
        int entries;
        int exits;
        long result;
        long requested;

        Reads(long inode) {
            this.inode = inode;
        }

        @Fentry("vfs_read")
        void enter(OpenFile file, long buffer, long count) {
            if ((int) (Helpers.getCurrentPidTgid() >>> 32) != pid) return;
            if (file.f_inode().i_ino() == inode) entries++;
        }

        @Fexit("vfs_read")
        void leave(OpenFile file, long buffer, long count, long position, long returned) {
            if (file.f_inode().i_ino() != inode || returned == 0) return;
            exits++;
            requested = count;
            result = returned;
        }
    }

    @Test
    void readsTypedArgumentsAtEntryAndTheResultAtExit() throws Exception {
        Require.feature(KernelFeature.FENTRY);
        Require.feature(KernelFeature.FEXIT);
        Path file = Files.createTempFile("skep", "fentry");
        Files.writeString(file, "seventeen bytes!!");
        Reads reads = new Reads((Long) Files.getAttribute(file, "unix:ino"));
        try (Loaded<Reads> loaded = Kernel.load(reads)) {
            Awaitility.await("reads are seen").until(() -> {
                assertThat(Files.readString(file)).isEqualTo("seventeen bytes!!");
                loaded.refresh();
                return reads.entries > 0 && reads.exits > 0;
            });
            assertThat(reads.result).isEqualTo(17);
            assertThat(reads.requested).isGreaterThanOrEqualTo(17);
        } finally {
            Files.delete(file);
        }
    }

    static final class Unknown {
        @Fentry("no_such_function")
        void none() {}
    }

    @Test
    void saysThatTheKernelHasNoSuchFunction() {
        List<String> before = OwnKernelObjects.now();
        assertThatThrownBy(() -> Kernel.load(new Unknown()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("entry of function no_such_function");
        assertThat(OwnKernelObjects.now()).isEqualTo(before);
    }

    static final class Anything {
        @Fentry("vfs_read")
        void enter() {}
    }

    @Test
    void saysThatTheKernelAllowsNoTrampolines() {
        Require.without(KernelFeature.FENTRY);
        assertThatThrownBy(() -> Kernel.load(new Anything()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("trampolines");
    }
}
