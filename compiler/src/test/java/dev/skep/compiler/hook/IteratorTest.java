package dev.skep.compiler.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.IteratorLink;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.IteratorHelpers;
import dev.skep.compiler.helper.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class IteratorTest {
    @KernelStruct("task_struct")
    interface Task extends Struct {
        int pid();

        int tgid();

        Bytes comm();

        Task real_parent();
    }

    interface Row extends Struct {
        int tgid();

        void tgid(int v);

        int thread();

        void thread(int v);

        int parent();

        void parent(int v);

        @Length(16)
        Bytes name();
    }

    @BeforeEach
    void requireIterators() {
        Require.feature(KernelFeature.ITERATOR);
    }

    static final class Threads {
        @Iterator("task")
        void row(IteratorMeta meta, @Nullable Task task) {
            if (task == null) return;
            Row row = Memory.onStack(Row.class);
            row.tgid(task.tgid());
            row.thread(task.pid());
            row.parent(task.real_parent().tgid());
            Helpers.probeReadKernelStr(row.name(), Memory.address(task.comm()));
            IteratorHelpers.seqWrite(meta.seq(), row);
        }
    }

    @Test
    void givesARecordForEachThread() throws Exception {
        Process child = new ProcessBuilder("sleep", "1000").start();
        try (Loaded<Threads> loaded = Kernel.load(new Threads())) {
            IteratorLink link = loaded.program("row").link(IteratorLink.class);
            List<String> rows = new ArrayList<>();
            link.forEach(
                    Row.class,
                    row -> rows.add(row.tgid() + " " + row.thread() + " " + row.parent() + " "
                            + row.name().string()));
            long pid = child.pid();
            assertThat(rows)
                    .contains(pid + " " + pid + " " + ProcessHandle.current().pid() + " sleep");
            assertThat(rows).doesNotHaveDuplicates();
            List<Integer> again = new ArrayList<>();
            link.forEach(Row.class, row -> again.add(row.tgid()));
            assertThat(again).contains((int) pid, (int) ProcessHandle.current().pid());
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
    }

    static final class ThreadsOfOneProcess {
        @SuppressWarnings("UnusedVariable") // the hook's target names it
        private final int pid;

        ThreadsOfOneProcess(int pid) {
            this.pid = pid;
        }

        @Iterator(value = "task", pid = "{pid}")
        void line(IteratorMeta meta, @Nullable Task task) {
            if (task == null) {
                IteratorHelpers.seqPrintf(meta.seq(), "end\n");
                return;
            }
            IteratorHelpers.seqPrintf(meta.seq(), "%d/%d %x\n", task.tgid(), task.pid(), 0xbeef);
        }
    }

    @Test
    void givesTextForTheThreadsOfOneProcess() throws Exception {
        Process child = new ProcessBuilder("sleep", "1000").start();
        try (Loaded<ThreadsOfOneProcess> loaded = Kernel.load(new ThreadsOfOneProcess((int) child.pid()));
                InputStream text =
                        loaded.program("line").link(IteratorLink.class).open()) {
            assertThat(new String(text.readAllBytes(), UTF_8))
                    .isEqualTo(child.pid() + "/" + child.pid() + " beef\nend\n");
        } finally {
            child.destroyForcibly();
            child.waitFor();
        }
    }

    interface Key extends Struct {
        long value();
    }

    interface Pair extends Struct {
        long key();

        void key(long v);

        long value();

        void value(long v);
    }

    static final class MapElements {
        final HashMap<Long, Counter> counts = HashMap.of(Long.class, Counter.class, 5_000);

        @Iterator(value = "bpf_map_elem", map = "counts")
        void element(IteratorMeta meta, @Nullable Struct map, @Nullable Key key, @Nullable Counter value) {
            if (key == null || value == null) return;
            if (key.value() % 2 != 0) return;
            Pair pair = Memory.onStack(Pair.class);
            pair.key(key.value());
            pair.value(value.value());
            IteratorHelpers.seqWrite(meta.seq(), pair);
        }
    }

    @Test
    void filtersTheElementsOfAMap() {
        Require.allowed(new MapElements(), "iterators of the elements of maps");
        MapElements program = new MapElements();
        try (Loaded<MapElements> loaded = Kernel.load(program)) {
            Map<Long, Long> expected = new TreeMap<>();
            Counter counter = Flyweight.of(Counter.class).allocate();
            for (long i = 0; i < 5_000; i++) {
                counter.value(i * i);
                program.counts.put(i, counter);
                if (i % 2 == 0) expected.put(i, i * i);
            }
            Map<Long, Long> seen = new TreeMap<>();
            loaded.program("element")
                    .link(IteratorLink.class)
                    .forEach(Pair.class, pair -> seen.put(pair.key(), pair.value()));
            assertThat(seen).isEqualTo(expected);
        }
    }

    @KernelStruct("sock_common")
    interface Sock extends Struct {
        int skc_num();

        int skc_state();
    }

    static final class Listeners {
        private static final int TCP_LISTEN = 10;

        @Iterator("tcp")
        void socket(IteratorMeta meta, @Nullable Sock sock, int uid) {
            if (sock == null || sock.skc_state() != TCP_LISTEN) return;
            IteratorHelpers.seqPrintf(meta.seq(), "%d %d\n", sock.skc_num(), uid);
        }
    }

    @Test
    void listsSockets() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Loaded<Listeners> loaded = Kernel.load(new Listeners());
                InputStream text =
                        loaded.program("socket").link(IteratorLink.class).open()) {
            Object uid = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
            assertThat(new String(text.readAllBytes(), UTF_8).lines()).contains(server.getLocalPort() + " " + uid);
        }
    }

    @KernelStruct("vm_area_struct")
    interface Mapping extends Struct {
        long vm_start();

        long vm_end();
    }

    static final class Mappings {
        private final int pid = (int) ProcessHandle.current().pid();

        @Iterator("task_vma")
        void mapping(IteratorMeta meta, @Nullable Task task, @Nullable Mapping mapping) {
            if (task == null || mapping == null || task.tgid() != pid || task.pid() != pid) return;
            IteratorHelpers.seqPrintf(meta.seq(), "%lx-%lx\n", mapping.vm_start(), mapping.vm_end());
        }
    }

    @Test
    void listsTheMemoryOfAProcess() throws IOException {
        try (Loaded<Mappings> loaded = Kernel.load(new Mappings());
                InputStream text =
                        loaded.program("mapping").link(IteratorLink.class).open()) {
            String stack = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                    .filter(line -> line.endsWith("[stack]"))
                    .map(line -> line.substring(line.indexOf('-'), line.indexOf(' ')))
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(text.readAllBytes(), UTF_8)).contains(stack + "\n");
        }
    }

    static final class Sleeping {
        @SuppressWarnings("UnusedVariable") // read in the kernel
        private final long address;

        Sleeping(long address) {
            this.address = address;
        }

        @Iterator(value = "task", sleepable = true)
        void row(IteratorMeta meta, @Nullable Task task) {
            if (task != null) return;
            Bytes text = Memory.onStack(16);
            int status = Helpers.copyFromUser(text, address);
            IteratorHelpers.seqPrintf(meta.seq(), "%d %s\n", status, Memory.address(text));
        }
    }

    /** The reader of the list is the current process, so its memory is what is copied. */
    @Test
    void maySleepAndSoCopyUserMemory() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment text = arena.allocateFrom("copied");
            try (Loaded<Sleeping> loaded = Kernel.load(new Sleeping(text.address()));
                    InputStream read =
                            loaded.program("row").link(IteratorLink.class).open()) {
                assertThat(new String(read.readAllBytes(), UTF_8)).isEqualTo("0 copied\n");
            }
        }
    }

    static final class Numbered {
        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Iterator("task")
        void row(IteratorMeta meta, @Nullable Task task) {
            if (task == null) IteratorHelpers.seqPrintf(meta.seq(), "%d", number);
        }
    }

    @Test
    void exchangesTheProgramOfALink() throws IOException {
        try (Loaded<Numbered> first = Kernel.load(new Numbered(1));
                Loaded<Numbered> second = Kernel.loadDetached(new Numbered(2))) {
            IteratorLink link = first.program("row").link(IteratorLink.class);
            assertThat(text(link)).isEqualTo("1");
            link.replace(second.program("row").program());
            assertThat(text(link)).isEqualTo("2");
        }
    }

    private static String text(IteratorLink link) throws IOException {
        try (InputStream text = link.open()) {
            return new String(text.readAllBytes(), UTF_8);
        }
    }

    static final class NoSuchList {
        @Iterator("tasks")
        void row(IteratorMeta meta) {}
    }

    static final class NoCheck {
        long sum;

        @Iterator("task")
        void row(IteratorMeta meta, Task task) {
            sum += task.pid();
        }
    }

    static final class NoMeta {
        @Iterator("task")
        void row(Task task) {}
    }

    @Test
    void saysWhatIsWrongWithTheMethod() {
        assertThatThrownBy(() -> Kernel.load(new NoSuchList()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageStartingWith("iterator tasks is not available: this kernel has these: ")
                .hasMessageContaining(", task, ");
        assertThatThrownBy(() -> Kernel.load(new NoCheck()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("this Task may be null here");
        assertThatThrownBy(() -> Kernel.load(new NoMeta()))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("the first parameter of an @Iterator method, and no other, is an IteratorMeta");
    }
}
