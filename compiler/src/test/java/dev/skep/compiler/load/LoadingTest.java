package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.KernelException;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.map.RingBuffer;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.program.ProgramInfo;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.OwnKernelObjects;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.helper.FibLookup;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.PacketHelpers;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Tracepoint;
import dev.skep.compiler.hook.Uprobe;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class LoadingTest {
    interface Port extends Struct {
        int number();
    }

    /** The methods are loaded in the order of their names. */
    static final class RefusedByTheVerifier {
        final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 10);
        final RingBuffer<Counter> ring = RingBuffer.of(Counter.class, 4096);
        int number;

        @RawTracepoint("sys_enter")
        int skepGood(int key) {
            number++;
            Helpers.tracePrintk("good");
            return counts.get(key) == null ? 0 : 1;
        }

        @Xdp
        int skepWrong(XdpContext packet) {
            // This helper takes no memory in a packet, which the verifier alone knows.
            FibLookup question = packet.at(0, FibLookup.class);
            return question == null ? 0 : PacketHelpers.fibLookup(packet, question, 0);
        }
    }

    static final class CannotBeAttached {
        final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 10);
        int number;

        @Tracepoint("sched/sched_process_exit")
        void skepAttached() {
            number++;
        }

        @Uprobe(binary = "libc", symbol = "no_such_symbol")
        void skepNowhere() {
            number++;
        }
    }

    static final class CannotBeCompiled {
        final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, 10);
        int number;

        @RawTracepoint("sys_enter")
        void skepGood() {
            number++;
        }

        @RawTracepoint("sys_enter")
        int skepObject() {
            return new Object().toString().length() + (int) Helpers.ktimeGetNs();
        }
    }

    private static List<String> programs() {
        List<String> names = new ArrayList<>();
        for (int id = ProgramInfo.nextId(0); id != 0; id = ProgramInfo.nextId(id)) {
            ProgramInfo.ofId(id)
                    .map(ProgramInfo::name)
                    .filter(name -> name.startsWith("skep"))
                    .ifPresent(names::add);
        }
        return names;
    }

    private static void leavesNothing(Object program, Class<? extends Exception> failure, String message) {
        List<String> before = OwnKernelObjects.now();
        List<String> programsBefore = programs();
        assertThatThrownBy(() -> Kernel.load(program)).isInstanceOf(failure).hasMessageContaining(message);
        assertThat(OwnKernelObjects.now()).isEqualTo(before);
        // A program ends a moment after its last descriptor, when nobody runs it any more.
        Awaitility.await("the kernel frees the programs").until(() -> programs().equals(programsBefore));
    }

    @Test
    void nothingRemainsWhenTheVerifierRefusesALaterProgram() {
        leavesNothing(new RefusedByTheVerifier(), CompileException.class, "LoadingTest.java:");
    }

    @Test
    void nothingRemainsWhenALaterProgramCannotBeAttached() {
        leavesNothing(new CannotBeAttached(), IllegalArgumentException.class, "no_such_symbol");
    }

    @Test
    void nothingRemainsWhenALaterProgramCannotBeCompiled() {
        leavesNothing(new CannotBeCompiled(), CompileException.class, "LoadingTest.java:");
    }

    static final class Counting {
        final HashMap<Integer, Counter> counts;

        Counting(HashMap<Integer, Counter> counts) {
            this.counts = counts;
        }

        @Syscall
        int add(Port port) {
            Counter counter = counts.get(port.number());
            if (counter == null) return -1;
            counter.add(1);
            return (int) counter.value();
        }
    }

    private static HashMap<Integer, Counter> counts() {
        return HashMap.of(Integer.class, Counter.class, 10);
    }

    @Test
    void closingTwiceDoesNothing() {
        Loaded<Counting> loaded = Kernel.load(new Counting(counts()));
        loaded.close();
        loaded.close();
        assertThatThrownBy(() -> TestRuns.run(loaded, "add", 1L)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void namesTheProgramThatIsAskedForAndNotThere() {
        try (Loaded<Counting> loaded = Kernel.load(new Counting(counts()))) {
            assertThatThrownBy(() -> loaded.program("subtract"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no hook method subtract");
        }
    }

    @Test
    void anObjectCanBeLoadedTwiceAtOnceAndSharesItsMaps() {
        Counting program = new Counting(counts());
        try (Loaded<Counting> first = Kernel.load(program)) {
            program.counts.put(1, Flyweight.of(Counter.class).allocate());
            try (Loaded<Counting> second = Kernel.load(program)) {
                assertThat(TestRuns.run(first, "add", 1L)).isEqualTo(1);
                assertThat(TestRuns.run(second, "add", 1L)).isEqualTo(2);
            }
            assertThat(Objects.requireNonNull(program.counts.get(1)).value()).isEqualTo(2);
        }
    }

    @Test
    void anObjectCannotBeLoadedAgainAfterItsMapsWereClosed() {
        Counting program = new Counting(counts());
        Kernel.load(program).close();
        leavesNothing(program, IllegalStateException.class, "map counts was closed");
    }

    @Test
    void twoProgramsShareAMap() {
        HashMap<Integer, Counter> counts = counts();
        try (Loaded<Counting> first = Kernel.load(new Counting(counts));
                Loaded<Counting> second = Kernel.load(new Counting(counts))) {
            counts.put(7, Flyweight.of(Counter.class).allocate());
            assertThat(TestRuns.run(first, "add", 7L)).isEqualTo(1);
            assertThat(TestRuns.run(second, "add", 7L)).isEqualTo(2);
        }
    }

    @Test
    void aMapThatWasCreatedBeforeStaysOpenAfterClosing() {
        try (HashMap<Integer, Counter> counts = counts()) {
            counts.create();
            try (Loaded<Counting> loaded = Kernel.load(new Counting(counts))) {
                counts.put(7, Flyweight.of(Counter.class).allocate());
                assertThat(TestRuns.run(loaded, "add", 7L)).isEqualTo(1);
            }
            assertThat(Objects.requireNonNull(counts.get(7)).value()).isEqualTo(1);
        }
    }

    static final class TooLarge {
        final HashMap<Integer, Counter> counts = HashMap.of(Integer.class, Counter.class, Integer.MAX_VALUE);

        @Syscall
        int get(Port port) {
            return counts.get(port.number()) == null ? 0 : 1;
        }
    }

    @Test
    void namesTheMapThatTheKernelRefuses() {
        leavesNothing(new TooLarge(), KernelException.class, "counts");
    }

    @Test
    void namesMapsAfterTheirFields() {
        Counting program = new Counting(counts());
        try (Loaded<Counting> loaded = Kernel.load(program)) {
            assertThat(program.counts.name()).isEqualTo("counts");
            assertThat(loaded.program("add").program().info().mapIds()).containsExactly(program.counts.id());
            assertThat(loaded.program("add").program().info().name()).isEqualTo("add");
        }
    }

    static final class NothingToDo {
        int ordinary() {
            return 1;
        }
    }

    @Test
    void refusesObjectsWithoutHooks() {
        leavesNothing(new NothingToDo(), IllegalArgumentException.class, "has no hook method");
    }
}
