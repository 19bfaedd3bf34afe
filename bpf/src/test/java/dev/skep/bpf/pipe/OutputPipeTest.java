package dev.skep.bpf.pipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.skep.bpf.SyscallException;
import java.io.FileOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPipeTest {
    @TempDir
    private Path folder;

    @Test
    void tellsThatTheReaderHasGone() throws Exception {
        Path fifo = folder.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        // The child opens the reading end itself: in this process the opening would wait for a writer.
        Process reader = new ProcessBuilder("sh", "-c", "exec sleep 100 <\"$0\"", fifo.toString()).start();
        try (FileOutputStream out = new FileOutputStream(fifo.toFile());
                OutputPipe pipe = OutputPipe.of(descriptor(fifo))) {
            assertThat(pipe.isAbandoned()).isFalse();
            out.write(new byte[1000]);
            assertThat(pipe.isAbandoned()).isFalse();
            reader.destroyForcibly().waitFor();
            await().atMost(Duration.ofSeconds(20)).until(pipe::isAbandoned);
            assertThatThrownBy(() -> OutputPipe.of(descriptor(fifo))).hasMessageContaining("ENXIO");
        } finally {
            reader.destroyForcibly();
        }
    }

    @Test
    void aDescriptorThatIsNoneIsAnError() {
        assertThatThrownBy(() -> OutputPipe.of(99_999)).isInstanceOf(SyscallException.class);
    }

    private static int descriptor(Path target) throws Exception {
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).equals(target)) {
                    return Integer.parseInt(String.valueOf(descriptor.getFileName()));
                }
            }
        }
        throw new AssertionError("nobody has opened " + target);
    }
}
