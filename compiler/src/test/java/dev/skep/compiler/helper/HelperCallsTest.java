package dev.skep.compiler.helper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.asm.Disassembler;
import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.btf.BtfKind;
import dev.skep.bpf.btf.BtfMember;
import dev.skep.bpf.link.Direction;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.map.CgroupArray;
import dev.skep.bpf.map.Timer;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.OlderTypes;
import dev.skep.compiler.hook.HookArguments;
import dev.skep.compiler.hook.RawTracepoint;
import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.hook.TcContext;
import dev.skep.compiler.hook.Tcx;
import dev.skep.compiler.hook.TpBtf;
import dev.skep.compiler.hook.Xdp;
import dev.skep.compiler.hook.XdpContext;
import dev.skep.compiler.internal.backend.CompiledCode;
import dev.skep.compiler.internal.backend.Target;
import dev.skep.compiler.internal.load.ProgramCompiler;
import dev.skep.compiler.interpreter.AddressSpace;
import dev.skep.compiler.interpreter.Executable;
import dev.skep.compiler.interpreter.Machine;
import dev.skep.compiler.interpreter.Maps;
import dev.skep.compiler.interpreter.StandardHelpers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What programs pass to helpers and kernel functions and take from them, without the kernel. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the compiler reads them
class HelperCallsTest {
    private static final long MOST_STEPS = 10_000;

    interface Input extends Struct {
        int a();

        int unused();

        long b();
    }

    interface Session extends Struct {
        Timer timer();
    }

    @KernelStruct("task_struct")
    interface Task extends Struct {
        int tgid();
    }

    @KernelStruct("vm_area_struct")
    interface Area extends Struct {
        long vm_start();
    }

    private final AddressSpace memory = new AddressSpace();
    private final List<long[]> calls = new ArrayList<>();

    private static CompiledCode compile(Object program, Supplier<Btf> types) {
        return ProgramCompiler.of(program, types, false, () -> new Target(4))
                .programs()
                .getFirst()
                .code();
    }

    private static List<String> instructions(Object program) {
        return Disassembler.plain().lines(compile(program, Btf::vmlinux).instructions());
    }

    /** Runs the program with a context of two words; calls of {@code helper} are noted and give {@code result}. */
    private long run(Object program, long first, long second, String helper, int arguments, long result) {
        Executable code = Executable.of(compile(program, Btf::vmlinux));
        Maps maps = new Maps(memory, code);
        Machine machine = new Machine(
                code,
                memory,
                maps,
                StandardHelpers.all().add(helper, arguments, (_, passed) -> {
                    calls.add(passed.clone());
                    return result;
                }),
                MOST_STEPS);
        byte[] context = ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putLong(first)
                .putLong(second)
                .array();
        return machine.run(memory.shared("context", context).address());
    }

    @Test
    void passesLongsWhole() {
        Object program = new Object() {
            @Syscall
            int run(Input in) {
                Bytes text = Memory.onStack(16);
                Counter number = Memory.onStack(Counter.class);
                return TextHelpers.strtol(text, in.b(), number);
            }
        };
        assertThat(run(program, 0, 0x1_0000_0010L, "bpf_strtol", 4, 3)).isEqualTo(3);
        assertThat(calls.getFirst()[1]).isEqualTo(16);
        assertThat(calls.getFirst()[2]).isEqualTo(0x1_0000_0010L);
    }

    @Test
    void passesIntsWithoutASign() {
        Object program = new Object() {
            private final CgroupArray groups = CgroupArray.of(4);

            @RawTracepoint("sys_enter")
            int run(long registers, long id) {
                return TaskHelpers.currentTaskUnderCgroup(groups, (int) id);
            }
        };
        assertThat(run(program, 0, 0x7_ffff_ffffL, "bpf_current_task_under_cgroup", 2, 1))
                .isEqualTo(1);
        assertThat(calls.getFirst()[1]).isEqualTo(0xffff_ffffL);
    }

    @Test
    void tellsWhatATimerAnswers() {
        Object program = new Object() {
            private final ArrayMap<Session> sessions = ArrayMap.of(Session.class, 1);

            @Syscall
            int run(Input in) {
                Session session = sessions.get(0);
                if (session == null) return 100;
                return session.timer().cancel();
            }
        };
        assertThat((int) run(program, 0, 0, "bpf_timer_cancel", 1, -35)).isEqualTo(-35);
        Object starts = new Object() {
            private final ArrayMap<Session> sessions = ArrayMap.of(Session.class, 1);

            @Syscall
            int run(Input in) {
                Session session = sessions.get(0);
                return session == null ? 100 : session.timer().start(in.b());
            }
        };
        assertThat(run(starts, 0, 0x2_0000_0000L, "bpf_timer_start", 3, 7)).isEqualTo(7);
        assertThat(calls.getLast()[1]).isEqualTo(0x2_0000_0000L);
        assertThat(calls.getLast()[2]).isZero();
        Object prepares = new Object() {
            private final ArrayMap<Session> sessions = ArrayMap.of(Session.class, 1);

            @Syscall
            int run(Input in) {
                Session session = sessions.get(0);
                return session == null ? 100 : session.timer().init(sessions, Timer.BOOT_TIME);
            }
        };
        assertThat(run(prepares, 0, 0, "bpf_timer_init", 3, 16)).isEqualTo(16);
        assertThat(calls.getLast()[2]).isEqualTo(Timer.BOOT_TIME);
    }

    @Test
    void tellsWhetherAnAreaWasFound() {
        Object program = new Object() {
            private long start;

            @TpBtf("sched_process_exec")
            int run(Task task) {
                return TaskHelpers.findVma(task, 0x4000, Area.class, area -> start = area.vm_start());
            }
        };
        assertThat((int) run(program, memory.readOnly("task", new byte[8]).address(), 0, "bpf_find_vma", 5, -2))
                .isEqualTo(-2);
        assertThat(calls.getFirst()[1]).isEqualTo(0x4000);
    }

    @Test
    void unboxesAsJavaDoes() {
        Object program = new Object() {
            @Syscall
            int run(Input in) {
                return mixed(in.a(), in.b());
            }
        };
        for (int a : new int[] {-5, 70_000, 200}) {
            for (long b : new long[] {-7, 0x1_2345_6789L}) {
                assertThat((int) run(program, a, b, "bpf_jiffies64", 0, 0)).isEqualTo(mixed(a, b));
            }
        }
    }

    @SuppressWarnings("UnnecessaryBoxedVariable") // what is tested
    private static int mixed(int a, long b) {
        Integer small = a;
        Long large = b;
        long wide = small.longValue() * 3 + (large.longValue() >> 16);
        return (int) (wide >> 8)
                + large.intValue()
                + small.shortValue() * 5
                + small.byteValue() * 7
                + large.byteValue();
    }

    @Test
    void readsWhatLiesBeforeThePacketFromTheContext() {
        Object xdp = new Object() {
            @Xdp
            int run(XdpContext packet) {
                Counter before = packet.meta(Counter.class);
                return before == null ? 1 : (int) before.value();
            }
        };
        assertThat(instructions(xdp)).anyMatch(line -> line.contains("*(u32 *)(r1 +8)"));
        Object tc = new Object() {
            @Tcx(direction = Direction.INGRESS)
            int run(TcContext packet) {
                Counter before = packet.meta(Counter.class);
                return before == null ? 0 : (int) before.value();
            }
        };
        assertThat(instructions(tc)).anyMatch(line -> line.contains("*(u32 *)(r1 +140)"));
    }

    private static final class Pointers {
        private final int offset;
        private final String struct;

        Pointers(String member, String struct) {
            Btf types = Btf.vmlinux();
            BtfMember found = Objects.requireNonNull(types.member(types.find("mm_struct", BtfKind.STRUCT), member));
            offset = found.byteOffset();
            this.struct = struct;
        }

        @TpBtf("sched_process_exec")
        int run(HookArguments arguments) {
            return (int) Memory.cast(arguments.number(0), "mm_struct")
                    .pointer(offset, struct)
                    .number(0, 4, false);
        }
    }

    /** The verifier wants a file that may not be there to be tested for null, unless it is cast. */
    @Test
    void castsWhatTheVerifierTakesForMaybeNull() {
        long casts = casts(new Pointers("exe_file", "file"));
        assertThat(casts).isEqualTo(2);
        assertThat(casts(new Pointers("pgd", "pgd_t"))).isLessThan(casts);
    }

    private static long casts(Object program) {
        return instructions(program).stream()
                .filter(line -> line.contains("call "))
                .count();
    }

    /** Where nothing can be cast, the verifier has not yet any questions. */
    @Test
    void letsTheVerifierTrustNothing() throws IOException {
        Object program = new Object() {
            @TpBtf("sched_process_exec")
            int run(Task task) {
                return Memory.untrusted(task).tgid();
            }
        };
        assertThat(instructions(program)).anyMatch(line -> line.contains("call btf_id:"));
        Btf older = OlderTypes.without("bpf_rdonly_cast");
        assertThat(Disassembler.plain().lines(compile(program, () -> older).instructions()))
                .noneMatch(line -> line.contains("call "));
    }

    /** Kernels before 6.2 have no bpf_rdonly_cast. */
    @Test
    void readsThroughAHelperWhereNothingCanBeCast() throws IOException {
        Object program = new Object() {
            @TpBtf("sched_process_exec")
            int run(HookArguments arguments) {
                return Memory.cast(arguments.number(0), Task.class).tgid();
            }
        };
        assertThat(instructions(program)).noneMatch(line -> line.contains("bpf_probe_read_kernel"));
        Btf older = OlderTypes.without("bpf_rdonly_cast");
        assertThat(Disassembler.plain().lines(compile(program, () -> older).instructions()))
                .anyMatch(line -> line.contains("call bpf_probe_read_kernel#"));
    }
}
