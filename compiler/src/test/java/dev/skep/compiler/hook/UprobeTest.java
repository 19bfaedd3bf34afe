package dev.skep.compiler.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.map.RingBufferReader;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.OwnKernelObjects;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class UprobeTest {
    interface Call extends Struct {
        int tgid();

        void tgid(int v);

        int count();

        void count(int v);

        int first();

        void first(int v);

        @Length(32)
        Bytes text();
    }

    interface Text extends Struct {
        int firstBytes();
    }

    /** What bash asks of the C library for `echo` and `printf`. */
    @SuppressWarnings("UnusedVariable") // the hook's target names it
    static final class Writes {
        private final String library = "libc";
        private final String function = "write";
        final RingBuffer<Call> entries = RingBuffer.of(Call.class, 1 << 16).wakeupBytes(0);
        final RingBuffer<Call> returns = RingBuffer.of(Call.class, 1 << 16).wakeupBytes(0);

        @Uprobe(binary = "{library}", symbol = "{function}")
        void enter(int fd, long buffer, long count) {
            Call call = entries.reserve();
            if (call == null) return;
            call.tgid((int) (Helpers.getCurrentPidTgid() >>> 32));
            call.count((int) count * 10 + fd);
            call.first(Memory.atUser(buffer, Text.class).firstBytes());
            Helpers.probeReadUserStr(call.text(), buffer);
            entries.submit(call);
        }

        @Uretprobe(binary = "{library}", symbol = "{function}")
        void leave(long result) {
            Call call = returns.reserve();
            if (call == null) return;
            call.tgid((int) (Helpers.getCurrentPidTgid() >>> 32));
            call.count((int) result);
            returns.submit(call);
        }
    }

    @BeforeEach
    void requireUprobes() {
        Require.feature(KernelFeature.UPROBE);
    }

    @Test
    void readsArgumentsAndResultsOfALibraryFunction() throws Exception {
        Writes writes = new Writes();
        try (Loaded<Writes> loaded = Kernel.load(writes);
                RingBufferReader<Call> entries = writes.entries.reader();
                RingBufferReader<Call> returns = writes.returns.reader()) {
            assertThat(loaded.program("enter").compiled().hook()).isEqualTo("entry of write in libc");
            Process child = new ProcessBuilder("/bin/bash").start();
            try (Writer commands = child.outputWriter(UTF_8)) {
                commands.write("echo hello\n");
            }
            child.waitFor();
            awaitCall(entries, child.pid() + " 61 hello\n " + 0x6c6c6568);
            awaitCall(returns, child.pid() + " 6  0");
        }
    }

    private static void awaitCall(RingBufferReader<Call> reader, String expected) {
        List<String> seen = new ArrayList<>();
        while (!seen.contains(expected)) {
            int count = reader.poll(
                    Duration.ofSeconds(10),
                    (call, length) -> seen.add(
                            call.tgid() + " " + call.count() + " " + call.text().string() + " " + call.first()));
            assertThat(count).as("%s so far", seen).isPositive();
        }
    }

    static final class NoLibrary {
        @Uprobe(binary = "libnosuch", symbol = "write")
        void enter() {}
    }

    static final class NoSymbol {
        @Uprobe(binary = "libc", symbol = "no_such_symbol")
        void enter() {}
    }

    @Test
    void namesTheBinaryOrSymbolThatIsMissing() {
        List<String> before = OwnKernelObjects.now();
        assertThatThrownBy(() -> Kernel.load(new NoLibrary()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("libnosuch");
        assertThatThrownBy(() -> Kernel.load(new NoSymbol()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no_such_symbol");
        assertThat(OwnKernelObjects.now()).isEqualTo(before);
    }
}
