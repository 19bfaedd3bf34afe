package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.Flyweight;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.memory.U8;
import dev.skep.bpf.program.TestRun;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.CgroupSockAddr;
import dev.skep.compiler.hook.SockAddrContext;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedMethod") // the kernel calls them
class FunctionsTest {
    interface Input extends Struct {
        int a();

        void a(int v);

        int b();

        void b(int v);
    }

    interface Pair extends Struct {
        int first();

        void first(int v);

        long second();

        void second(long v);
    }

    interface Start extends Struct {
        @U8
        int kind();

        @U8
        int other();
    }

    interface Block extends Struct {
        @Length(200)
        Bytes bytes();
    }

    static final class Pointers {
        final ArrayMap<Counter> counters = ArrayMap.of(Counter.class, 4);
        final HashMap<Integer, Pair> pairs = HashMap.of(Integer.class, Pair.class, 10);

        @Syscall
        int mapValues(Input in) {
            Counter counter = slot(in.a());
            if (counter == null) return -1;
            bump(counter, in.b());
            bump(counter, 1);
            return (int) counter.value();
        }

        @NoInline
        private @Nullable Counter slot(int index) {
            return index < 0 ? null : counters.get(index);
        }

        @NoInline
        private static void bump(Counter counter, long by) {
            counter.add(by);
        }

        @Syscall
        int stack(Input in) {
            Pair pair = Memory.onStack(Pair.class);
            fill(pair, in.a());
            pairs.put(7, pair);
            fill(pair, in.b());
            pairs.put(8, pair);
            return pair.first();
        }

        @NoInline
        private static void fill(Pair pair, int number) {
            pair.first(number);
            pair.second(Helpers.ktimeGetNs() > 0 ? number * 2L : 0);
        }

        @Xdp
        int packet(XdpContext packet) {
            Start start = packet.at(0, Start.class);
            if (start == null) return 0;
            return kind(start) + length(packet) * 1000;
        }

        @NoInline
        private static int kind(Start start) {
            return start.kind() == 5 ? start.other() : 1;
        }

        @NoInline
        private static int length(XdpContext packet) {
            Start second = packet.at(62, Start.class);
            return second == null ? 0 : packet.length() + second.kind();
        }
    }

    @Test
    @Tag("kernel")
    void takeAddressesInMapsOnTheStackAndInPackets() {
        Pointers program = new Pointers();
        try (Loaded<Pointers> loaded = Kernel.load(program)) {
            Input input = Flyweight.of(Input.class).allocate();
            input.a(2);
            input.b(40);
            assertThat(TestRuns.run(loaded, "mapValues", input)).isEqualTo(41);
            assertThat(Objects.requireNonNull(program.counters.get(2)).value()).isEqualTo(41);
            assertThat(TestRuns.run(loaded, "stack", input)).isEqualTo(40);
            assertThat(Objects.requireNonNull(program.pairs.get(7)).second()).isEqualTo(4);
            assertThat(Objects.requireNonNull(program.pairs.get(8)).second()).isEqualTo(80);
            input.a(-1);
            assertThat(TestRuns.run(loaded, "mapValues", input)).isEqualTo(-1);
            byte[] packet = new byte[64];
            packet[0] = 5;
            packet[1] = 9;
            packet[62] = 3;
            int result = loaded.program("packet")
                    .program()
                    .testRun(TestRun.ofData(packet))
                    .returnValue();
            assertThat(result).isEqualTo(67_009);
        }
    }

    private static CompiledProgram compile(Object program) {
        return Kernel.compile(program).getFirst();
    }

    @Test
    void aMethodIsOneFunctionForAllCalls() {
        CompiledProgram program = compile(new Object() {
            @Syscall
            int run(Input in) {
                return add(in.a(), 1) + add(in.b(), 2) + add(3, 4);
            }

            @NoInline
            private static int add(int a, int b) {
                return a * 1_000 + b;
            }
        });
        assertThat(program.notes()).containsExactly("add is a function of its own");
    }

    @Test
    void recursionIsRefused() {
        assertThatThrownBy(() -> compile(new Object() {
                    @Syscall
                    int run(Input in) {
                        return down(in.a());
                    }

                    @NoInline
                    private static int down(int a) {
                        return a > 0 ? down(a - 1) : 0;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("calls itself")
                .hasMessageContaining("write a loop");
    }

    @Test
    void sixValuesAreTooMany() {
        assertThatThrownBy(() -> compile(new Object() {
                    @Syscall
                    int run(Input in) {
                        return sum(in.a(), in.b(), in.a(), in.b(), in.a(), in.b());
                    }

                    @NoInline
                    private static int sum(int a, int b, int c, int d, int e, int f) {
                        return a + b + c + d + e + f;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("more than 5 values are passed");
    }

    @Test
    void theStackIsCountedOverTheChainOfCalls() {
        assertThatThrownBy(() -> compile(new Object() {
                    final HashMap<Block, Counter> blocks = HashMap.of(Block.class, Counter.class, 1);

                    @Syscall
                    int run(Input in) {
                        Block block = Memory.onStack(Block.class);
                        block.bytes().u8(0, in.a());
                        return (blocks.get(block) == null ? 1 : 2) + first(in.a());
                    }

                    @NoInline
                    private int first(int a) {
                        Block block = Memory.onStack(Block.class);
                        block.bytes().u8(0, a);
                        return (blocks.get(block) == null ? 1 : 2) + second(a);
                    }

                    @NoInline
                    private int second(int a) {
                        Block block = Memory.onStack(Block.class);
                        block.bytes().u8(0, a);
                        return blocks.get(block) == null ? 1 : 2;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("a chain of calls needs 672: run 2")
                .hasMessageContaining("-> first 2")
                .hasMessageContaining("-> second 200");
    }

    /** Two calls of the one below, at two places. */
    record Level(@Nullable Level below) {
        private static final int[] NUMBERS =
                new Random(7).ints(18, 1, 1_000).distinct().toArray();

        int of(Input in, int mask) {
            if (below == null) return work(in, mask);
            int first = below.of(in, mask);
            return (mask & 1) == 0 ? first : first + below.of(in, mask);
        }

        /** More instructions than are repeated. */
        private static int work(Input in, int mask) {
            int sum = in.a();
            for (int number : NUMBERS) sum = (sum ^ number) * (in.b() | number << 8) + (mask >> (number & 7));
            return sum;
        }
    }

    static final class Tower {
        private final Level top;

        Tower(int height) {
            Level level = new Level(null);
            for (int i = 0; i < height; i++) level = new Level(level);
            top = level;
        }

        @Syscall
        int run(Input in) {
            return top.of(in, in.b());
        }
    }

    @Test
    void functionsThatNobodyAskedForAreNestedNoDeeperThanTheKernelAllows() {
        Tower tower = new Tower(10);
        Input in = Flyweight.of(Input.class).allocate();
        in.a(5);
        in.b(7);
        try (Loaded<Tower> loaded = Kernel.loadDetached(tower)) {
            assertThat(loaded.program("run").compiled().notes())
                    .anyMatch(note -> note.endsWith("a function of its own"));
            byte[] context = Flyweight.segment(in).toArray(ValueLayout.JAVA_BYTE);
            assertThat(loaded.program("run")
                            .program()
                            .testRun(TestRun.ofContext(context))
                            .returnValue())
                    .isEqualTo(tower.run(in));
        }
    }

    @Test
    void functionsNestedDeeperThanTheKernelAllowsAreNamed() {
        assertThatThrownBy(() -> Kernel.loadDetached(new Object() {
                    @Syscall
                    int run(Input in) {
                        return a(in.a());
                    }

                    @NoInline
                    private static int a(int n) {
                        return b(n) + 1;
                    }

                    @NoInline
                    private static int b(int n) {
                        return c(n) + 1;
                    }

                    @NoInline
                    private static int c(int n) {
                        return d(n) + 1;
                    }

                    @NoInline
                    private static int d(int n) {
                        return e(n) + 1;
                    }

                    @NoInline
                    private static int e(int n) {
                        return f(n) + 1;
                    }

                    @NoInline
                    private static int f(int n) {
                        return g(n) + 1;
                    }

                    @NoInline
                    private static int g(int n) {
                        return h(n) + 1;
                    }

                    @NoInline
                    private static int h(int n) {
                        return n * 3;
                    }
                }))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("functions call one another 9 deep here")
                .hasMessageContaining("mend: remove @NoInline");
    }

    static final class Deciding {
        final String folder = "/sys/fs/cgroup";

        @CgroupSockAddr(value = "{folder}", at = CgroupSockAddr.Call.CONNECT4)
        int connect(SockAddrContext address) {
            return place(address.userPort()) < 0 ? SockAddrContext.DENY : SockAddrContext.ALLOW;
        }

        @NoInline
        private static int place(int port) {
            return port == 80 ? 7 : -1;
        }
    }

    @Test
    void aFunctionReturnsWhatItsProgramMayNot() {
        assertThat(Kernel.compile(new Deciding()).getFirst().notes()).anyMatch(note -> note.contains("place"));
    }
}
