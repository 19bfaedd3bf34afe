package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs that may sleep, and so read user memory that is not in memory yet. */
@Tag("kernel")
class SleepableTest {
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

    @KernelStruct("mm_struct")
    interface Memory extends Struct {
        long arg_start();
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {
        Memory mm();
    }

    interface Arguments extends Struct {
        int status();

        void status(int v);

        @Length(64)
        Bytes text();
    }

    /** What is common to a program that may sleep and one that may not. */
    static final class Reader {
        private final long inode;
        private final ArrayMap<Arguments> seen;

        Reader(long inode, ArrayMap<Arguments> seen) {
            this.inode = inode;
            this.seen = seen;
        }

        int open(OpenFile file) {
            if (file.f_inode().i_ino() != inode) return 0;
            Arguments arguments = seen.get(0);
            if (arguments == null) return 0;
            long start = Helpers.getCurrentTaskBtf(Task.class).mm().arg_start();
            arguments.status(1 + Helpers.copyFromUser(arguments.text(), start));
            return 0;
        }
    }

    static final class Sleepable {
        final ArrayMap<Arguments> seen = ArrayMap.of(Arguments.class, 1);
        private final Reader reader;

        Sleepable(long inode) {
            reader = new Reader(inode, seen);
        }

        @Lsm(value = "file_open", sleepable = true)
        int open(OpenFile file) {
            return reader.open(file);
        }
    }

    static final class Restless {
        final ArrayMap<Arguments> seen = ArrayMap.of(Arguments.class, 1);
        private final Reader reader = new Reader(1, seen);

        @Lsm("file_open")
        int open(OpenFile file) {
            return reader.open(file);
        }
    }

    @BeforeEach
    void requireSecurityHooks() {
        Require.feature(KernelFeature.LSM);
    }

    @Test
    void copiesUserMemory() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Sleepable program = new Sleepable((Long) Files.getAttribute(file, "unix:ino"));
        try (Loaded<Sleepable> loaded = Kernel.load(program)) {
            assertThat(loaded.programs()).hasSize(1);
            assertThat(new ProcessBuilder("cat", file.toString()).start().waitFor())
                    .isZero();
            Arguments arguments = Objects.requireNonNull(program.seen.get(0));
            assertThat(arguments.status()).isEqualTo(1);
            assertThat(arguments.text().string()).isEqualTo("cat");
        }
    }

    @Test
    void refusesHelpersThatSleepInAProgramThatMayNot() {
        assertThatThrownBy(() -> Kernel.load(new Restless()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("SleepableTest.java");
    }
}
