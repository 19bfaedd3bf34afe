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
import dev.skep.compiler.Require;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class FmodRetTest {
    private static final int EACCES = 13;

    @TempDir
    private Path folder;

    @KernelStruct("inode")
    interface Inode extends Struct {
        long i_ino();
    }

    @KernelStruct("file")
    interface OpenFile extends Struct {
        Inode f_inode();
    }

    static final class Guard {
        private final long denied;
        int calls;
        int earlier;

        Guard(long denied) {
            this.denied = denied;
        }

        @FmodRet("security_file_open")
        int open(OpenFile file, int decided) {
            if (file.f_inode().i_ino() != denied) return 0;
            calls++;
            earlier = decided;
            return -EACCES;
        }
    }

    @Test
    void decidesTheResultOfAFunction() throws Exception {
        Require.feature(KernelFeature.FMOD_RET);
        Path denied = Files.writeString(folder.resolve("denied"), "secret");
        Path free = Files.writeString(folder.resolve("free"), "public");
        Guard guard = new Guard((Long) Files.getAttribute(denied, "unix:ino"));
        try (Loaded<Guard> loaded = Kernel.load(guard)) {
            assertThat(Files.readString(free)).isEqualTo("public");
            assertThatThrownBy(() -> Files.readString(denied)).isInstanceOf(AccessDeniedException.class);
            loaded.refresh();
            assertThat(guard.calls).isEqualTo(1);
            assertThat(guard.earlier).isZero();
        }
        assertThat(Files.readString(denied)).isEqualTo("secret");
    }

    static final class NotAllowed {
        @FmodRet("vfs_read")
        int read() {
            return 0;
        }
    }

    @Test
    void saysThatTheFunctionAllowsNoOtherResult() {
        Require.feature(KernelFeature.FMOD_RET);
        assertThatThrownBy(() -> Kernel.load(new NotAllowed()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("vfs_read() is not modifiable");
    }

    @Test
    void saysThatTheKernelAllowsNoTrampolines() {
        Require.without(KernelFeature.FMOD_RET);
        assertThatThrownBy(() -> Kernel.load(new NotAllowed()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("trampolines");
    }
}
