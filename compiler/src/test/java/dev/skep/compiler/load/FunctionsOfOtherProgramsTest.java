package dev.skep.compiler.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.License;
import dev.skep.compiler.NoInline;
import dev.skep.compiler.OlderTypes;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.helper.Kfuncs;
import dev.skep.compiler.helper.Memory;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.Tracepoint;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.compiler.internal.backend.FunctionEntry;
import dev.skep.compiler.internal.backend.LineEntry;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.ir.SourcePosition;
import dev.skep.compiler.internal.load.ProgramCompiler;
import java.io.IOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Functions that several programs have: what is kept of them for the next program changes nothing about it. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the compiler runs them
class FunctionsOfOtherProgramsTest {
    /** What is kept the first time is used from the second time on, and in another way from the third. */
    private static final int TIMES = 4;

    private static final Target NEWER = new Target(4);

    interface Input extends Struct {
        int a();
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();

        int pid();
    }

    @SuppressWarnings("ArrayRecordComponent") // what is in it changes
    record Weights(int[] of) {}

    /** What the programs have in common. */
    static final class Common {
        static final int[] WEIGHTS = {3};

        private Common() {}

        @NoInline
        static int mixed(long address, int seed) {
            Task task = Memory.cast(address, Task.class);
            return (task.tgid() * 31 + seed) % 7 + task.pid();
        }

        @NoInline
        static int turned(int seed) {
            int sum = seed;
            for (int i = 0; i < 1_000_000; i++) {
                if ((sum & 1) == 0) sum = sum * 31 + i;
                else sum = (sum >>> 1) - seed;
            }
            return sum;
        }

        @NoInline
        static long ofPackets(int seed) {
            return Helpers.ktimeGetCoarseNs() + seed;
        }

        @NoInline
        static long under(int seed) {
            return Helpers.getCurrentTask() + seed;
        }

        @NoInline
        static int weighed(int seed) {
            return seed * WEIGHTS[0];
        }

        @NoInline
        static int weighed(Weights weights, int seed) {
            return seed * weights.of()[0];
        }

        @NoInline
        static int finished(Task task) {
            int group = task.tgid();
            Kfuncs.taskRelease(task);
            return group;
        }

        static int large(int seed) {
            int sum = seed;
            for (int i = 0; i < 40; i++) sum = (sum ^ sum >>> i % 31) * 31;
            return sum;
        }

        @NoInline
        static int withLarge(int seed) {
            return large(seed) + 1;
        }

        static Task current() {
            return Helpers.getCurrentTaskBtf(Task.class);
        }

        static int seed() {
            return current().tgid();
        }
    }

    static final class Entering {
        @Tracepoint("syscalls/sys_enter_getpid")
        int run() {
            return Common.mixed(Memory.address(Common.current()), Common.seed());
        }
    }

    static final class Packets {
        @Xdp
        int run(XdpContext packet) {
            int seed = Common.seed() & 1;
            return Common.mixed(Memory.address(Common.current()), seed) == 0 ? 1 : 2;
        }
    }

    static final class Turning {
        @Tracepoint("syscalls/sys_enter_getpid")
        int run() {
            return Common.turned(Common.seed());
        }
    }

    static final class LargeBefore {
        @Tracepoint("syscalls/sys_enter_getpid")
        int run() {
            int seed = Common.seed();
            return Common.large(seed) + Common.withLarge(seed);
        }
    }

    static final class LargeAfter {
        @Tracepoint("syscalls/sys_enter_getpid")
        int run() {
            int seed = Common.seed();
            return Common.withLarge(seed) + Common.large(seed);
        }
    }

    private record Compiled(
            List<Long> instructions,
            List<LineEntry> lines,
            List<FunctionEntry> functions,
            List<String> notes,
            int stackBytes) {
        static Compiled of(ProgramCompiler.Output output) {
            return new Compiled(
                    LongStream.of(output.code().instructions()).boxed().toList(),
                    output.code().lines(),
                    output.code().functions(),
                    output.description().notes(),
                    output.code().stackBytes());
        }
    }

    private static ProgramCompiler.Output output(Object program, Btf types, Target target) {
        return ProgramCompiler.of(program, () -> types, false, () -> target)
                .programs()
                .getFirst();
    }

    private static Compiled compiled(Object program, Btf types, Target target) {
        return Compiled.of(output(program, types, target));
    }

    private static Compiled compiled(Object program) {
        return compiled(program, Btf.vmlinux(), NEWER);
    }

    @Test
    void areTheSameEachTime() {
        List<Object> programs =
                List.of(new LargeBefore(), new LargeAfter(), new Entering(), new Packets(), new Turning());
        List<Compiled> first =
                programs.stream().map(program -> compiled(program)).toList();
        for (int i = 0; i < TIMES; i++) {
            assertThat(programs).map(program -> compiled(program)).isEqualTo(first);
        }
    }

    @Test
    void areTheSameInListings() {
        Compiled first = compiled(new Entering());
        for (int i = 0; i < TIMES; i++) {
            ProgramCompiler listed = ProgramCompiler.of(new Entering(), Btf::vmlinux, true, () -> NEWER);
            assertThat(Compiled.of(listed.programs().getFirst())).isEqualTo(first);
            assertThat(listed.programs().getFirst().description().listing()).contains("mixed");
            assertThat(compiled(new Entering())).isEqualTo(first);
        }
    }

    /** Its positions are objects of their own where a function was made anew. */
    @Test
    void areMadeOnceForAllPrograms() {
        Set<SourcePosition> made = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 2 * TIMES; i++) {
            made.add(output(new Entering(), Btf.vmlinux(), NEWER)
                    .code()
                    .lines()
                    .getLast()
                    .position());
        }
        assertThat(made).hasSizeLessThan(2 * TIMES);
    }

    @Test
    void areMadeForTheInstructionsThatTheKernelKnows() {
        Target older = new Target(3);
        Compiled newest = compiled(new Entering());
        Compiled oldest = compiled(new Entering(), Btf.vmlinux(), older);
        assertThat(oldest.instructions()).isNotEqualTo(newest.instructions());
        for (int i = 0; i < TIMES; i++) {
            assertThat(compiled(new Entering())).isEqualTo(newest);
            assertThat(compiled(new Entering(), Btf.vmlinux(), older)).isEqualTo(oldest);
        }
    }

    @Test
    void areMadeForTheTypesThatTheKernelHas() throws IOException {
        Btf older = OlderTypes.without("bpf_rdonly_cast");
        Compiled newest = compiled(new Entering());
        Compiled oldest = compiled(new Entering(), older, NEWER);
        assertThat(oldest.instructions()).isNotEqualTo(newest.instructions());
        for (int i = 0; i < TIMES; i++) {
            assertThat(compiled(new Entering())).isEqualTo(newest);
            assertThat(compiled(new Entering(), older, NEWER)).isEqualTo(oldest);
        }
    }

    @Test
    void haveTheirLoopsDrivenByWhatTheKernelHas() throws IOException {
        Btf withHelper = OlderTypes.without("bpf_iter_num_next");
        Btf withNothing = OlderTypes.without("bpf_iter_num_new", "BPF_FUNC_loop");
        for (int i = 0; i < TIMES; i++) {
            assertThat(compiled(new Turning()).notes()).anyMatch(note -> note.contains("driven by bpf_iter_num"));
            assertThat(compiled(new Turning(), withHelper, NEWER).notes())
                    .anyMatch(note -> note.contains("driven by bpf_loop"));
            assertThat(output(new Turning(), withNothing, NEWER).plainLoops()).hasSize(1);
        }
    }

    @Test
    void areRefusedWhereTheHookDoesNotAllowThem() {
        Object allowed = new Object() {
            @Xdp
            int run(XdpContext packet) {
                return Common.ofPackets(Common.seed()) == 0 ? 1 : 2;
            }
        };
        Object refused = new Object() {
            @Tracepoint("syscalls/sys_enter_getpid")
            int run() {
                return (int) Common.ofPackets(Common.seed());
            }
        };
        for (int i = 0; i < TIMES; i++) {
            compiled(allowed);
            assertThatThrownBy(() -> compiled(refused))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("may not be called in");
        }
    }

    @Test
    void areRefusedWhereTheLicenceDoesNotAllowThem() {
        Object allowed = new Object() {
            @Syscall
            int run(Input in) {
                return (int) Common.under(Memory.cast(in.a(), Task.class).tgid());
            }
        };
        @License("Proprietary")
        final class Closed {
            @Syscall
            int run(Input in) {
                return (int) Common.under(Memory.cast(in.a(), Task.class).tgid());
            }
        }
        for (int i = 0; i < TIMES; i++) {
            compiled(allowed);
            assertThatThrownBy(() -> compiled(new Closed()))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("licence");
        }
    }

    @Test
    void followWhatIsInAnArray() {
        Object program = new Object() {
            @Tracepoint("syscalls/sys_enter_getpid")
            int run() {
                return Common.weighed(Common.seed());
            }
        };
        Set<List<Long>> codes = new HashSet<>();
        for (int i = 0; i < TIMES; i++) {
            Common.WEIGHTS[0] = 3 + i;
            codes.add(compiled(program).instructions());
        }
        assertThat(codes).hasSize(TIMES);
    }

    @Test
    void followWhatIsInAnArrayOfAnArgument() {
        Weights weights = new Weights(new int[] {3});
        Object program = new Object() {
            @Tracepoint("syscalls/sys_enter_getpid")
            int run() {
                return Common.weighed(weights, Common.seed());
            }
        };
        Set<List<Long>> codes = new HashSet<>();
        for (int i = 0; i < TIMES; i++) {
            weights.of()[0] = 3 + i / 2;
            codes.add(compiled(program).instructions());
        }
        assertThat(codes).hasSize(TIMES / 2);
    }

    @Test
    void giveBackWhatTheirCallersTook() {
        Object once = new Object() {
            @Syscall
            int run(Input in) {
                Task task = Kfuncs.taskFromPid(Task.class, in.a());
                return task == null ? -1 : Common.finished(task);
            }
        };
        Object twice = new Object() {
            @Syscall
            int run(Input in) {
                Task task = Kfuncs.taskFromPid(Task.class, in.a());
                return task == null ? -1 : Common.finished(task) + Common.finished(task);
            }
        };
        for (int i = 0; i < TIMES; i++) {
            compiled(once);
            assertThatThrownBy(() -> compiled(twice))
                    .isInstanceOf(CompileException.class)
                    .hasMessageContaining("is used after it was given back");
        }
    }
}
