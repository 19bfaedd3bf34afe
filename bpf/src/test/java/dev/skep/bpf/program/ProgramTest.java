package dev.skep.bpf.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.skep.bpf.Errno;
import dev.skep.bpf.SyscallException;
import dev.skep.bpf.VerifierException;
import dev.skep.bpf.asm.AccessSize;
import dev.skep.bpf.asm.AluOperation;
import dev.skep.bpf.asm.AtomicOperation;
import dev.skep.bpf.asm.Instructions;
import dev.skep.bpf.asm.PseudoSource;
import dev.skep.bpf.asm.Register;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.bpf.sys.DetachedMount;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
final class ProgramTest {
    private static final int XDP_PASS = 2;

    @Test
    void theKernelKnowsItByIdAndName() {
        try (Program program = TinyPrograms.load("a_very_long_name_indeed", ProgramType.XDP)) {
            ProgramInfo info = program.info();
            assertThat(info.name()).isEqualTo("a_very_long_nam");
            assertThat(info.type()).isEqualTo(ProgramType.XDP.number());
            assertThat(info.translatedBytes()).isEqualTo(16);
            assertThat(info.mapIds()).isEmpty();
            assertThat(ProgramInfo.ofId(program.id())).contains(info);
            assertThat(program.name()).isEqualTo("a_very_long_name_indeed");
        }
    }

    @Test
    void isGoneAfterClose() {
        Program program = TinyPrograms.load("gone", ProgramType.XDP);
        int id = program.id();
        program.close();
        program.close();
        assertThat(ProgramInfo.ofId(id)).isEmpty();
        assertThatThrownBy(program::info)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("program gone is closed");
    }

    @Test
    void keepsAMapThatIsBoundToIt() {
        try (Program program = TinyPrograms.load("bound", ProgramType.XDP)) {
            int id;
            try (ArrayMap<Counter> map = ArrayMap.of(Counter.class, 1)) {
                map.create();
                program.bind(map);
                id = map.id();
            }
            assertThat(program.info().mapIds()).containsExactly(id);
            try (ArrayMap<Counter> found = ArrayMap.of(Counter.class, 1)) {
                found.open(id);
                assertThat(found.get(0)).isNotNull();
            }
        }
    }

    @Test
    void isOpenedById() {
        try (Program program = TinyPrograms.load("by_id", ProgramType.XDP);
                Program same = Program.open(program.id()).orElseThrow()) {
            assertThat(same.name()).isEqualTo("by_id");
            assertThat(same.type()).isEqualTo(ProgramType.XDP);
        }
        assertThat(Program.open(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void runsOnAPacket() {
        byte[] packet = new byte[64];
        packet[63] = 7;
        try (Program program = Program.load(
                TinyPrograms.returning("pass", ProgramType.XDP, XDP_PASS).build())) {
            TestRun.Result result = program.testRun(TestRun.ofData(packet).repeat(1000));
            assertThat(result.returnValue()).isEqualTo(XDP_PASS);
            assertThat(result.dataOut()).isEqualTo(packet);
            assertThat(result.nanosPerRun()).isPositive();
            assertThat(result.contextOut()).isEmpty();
        }
    }

    @Test
    void runsOnAContextAndGivesItBack() {
        ProgramSpec spec = ProgramSpec.builder("plus_one", ProgramType.SYSCALL)
                .instructions(new long[] {
                    Instructions.load(AccessSize.DOUBLE, Register.R2, Register.R1, 0),
                    Instructions.alu64Imm(AluOperation.ADD, Register.R2, 1),
                    Instructions.store(AccessSize.DOUBLE, Register.R1, 8, Register.R2),
                    Instructions.mov64Imm(Register.R0, -5),
                    Instructions.exit()
                })
                .build();
        try (Program program = Program.load(spec)) {
            byte[] context = new byte[16];
            context[0] = 41;
            TestRun.Result result = program.testRun(TestRun.ofContext(context));
            assertThat(result.returnValue()).isEqualTo(-5);
            assertThat(result.contextOut()[8]).isEqualTo((byte) 42);
            assertThat(context[8]).isZero();
        }
    }

    @Test
    void saysWhatIsWrongWithTheInputOfARun() {
        try (Program program = TinyPrograms.load("short", ProgramType.XDP)) {
            assertThatThrownBy(() -> program.testRun(TestRun.ofData(new byte[3])))
                    .isInstanceOf(SyscallException.class)
                    .hasMessage("bpf(BPF_PROG_TEST_RUN) short: EINVAL (invalid argument):"
                            + " input too short, or context, flags or repeat this type does not allow");
        }
    }

    @Test
    void createsItsMapsAndReachesThem() {
        try (ArrayMap<Counter> counters = ArrayMap.of(Counter.class, 1)) {
            counters.name("counters");
            long[] instructions = {
                Instructions.storeImm(AccessSize.WORD, Register.FP, -4, 0),
                Instructions.mov64(Register.R2, Register.FP),
                Instructions.alu64Imm(AluOperation.ADD, Register.R2, -4),
                Instructions.loadImm64(Register.R1, PseudoSource.MAP_FD, 0),
                Instructions.loadImm64High(0),
                Instructions.call(1), // bpf_map_lookup_elem
                Instructions.jump64Imm(dev.skep.bpf.asm.Condition.EQ, Register.R0, 0, 2),
                Instructions.mov64Imm(Register.R1, 3),
                Instructions.atomic(AccessSize.DOUBLE, AtomicOperation.ADD, Register.R0, 0, Register.R1),
                Instructions.mov64Imm(Register.R0, 0),
                Instructions.exit()
            };
            ProgramSpec spec = ProgramSpec.builder("counting", ProgramType.XDP)
                    .instructions(instructions)
                    .relocations(List.of(new MapRelocation(3, counters)))
                    .build();
            try (Program program = Program.load(spec)) {
                program.testRun(TestRun.ofData(new byte[64]).repeat(5));
                Counter counter = counters.get(0);
                assertThat(counter).isNotNull();
                assertThat(counter.value()).isEqualTo(15);
                assertThat(program.info().mapIds()).containsExactly(counters.id());
            }
            assertThat(spec.instructions()).isEqualTo(instructions);
        }
    }

    @Test
    void keepsTheLogOfARefusal() {
        ProgramSpec spec = ProgramSpec.builder("unread", ProgramType.XDP)
                .instructions(new long[] {Instructions.mov64(Register.R0, Register.R5), Instructions.exit()})
                .build();
        VerifierException refusal = catchThrowableOfType(VerifierException.class, () -> Program.load(spec));
        assertThat(refusal.is(Errno.EACCES)).isTrue();
        assertThat(refusal.log()).contains("R5 !read_ok");
        assertThat(refusal.summary()).contains("r0 = r5").endsWith("R5 !read_ok");
    }

    @Test
    void keepsALogLongerThanItsFirstBuffer() {
        long[] instructions = new long[20_000];
        Arrays.fill(instructions, Instructions.mov64Imm(Register.R0, 0));
        instructions[instructions.length - 2] = Instructions.mov64(Register.R0, Register.R5);
        instructions[instructions.length - 1] = Instructions.exit();
        ProgramSpec spec = ProgramSpec.builder("long_log", ProgramType.XDP)
                .instructions(instructions)
                .build();
        VerifierException refusal = catchThrowableOfType(VerifierException.class, () -> Program.load(spec));
        assertThat(refusal.is(Errno.EACCES)).isTrue();
        assertThat(refusal.log()).hasSizeGreaterThan(20_000);
        assertThat(refusal.log().getFirst()).startsWith("0: R1=ctx(");
        assertThat(refusal.summary()).endsWith("R5 !read_ok");
    }

    @Test
    void aPinOutlivesTheDescriptor() {
        try (DetachedMount fileSystem = DetachedMount.of("bpf")) {
            Path pin = Path.of(fileSystem.path(), "pass");
            int id;
            try (Program program = TinyPrograms.load("pinned", ProgramType.XDP)) {
                program.pin(pin);
                id = program.id();
            }
            try (Program again = Program.open(pin)) {
                assertThat(again.id()).isEqualTo(id);
                assertThat(again.name()).isEqualTo("pinned");
                assertThat(again.type()).isEqualTo(ProgramType.XDP);
            }
            assertThatThrownBy(() -> Program.open(Path.of(fileSystem.path(), "nothing")))
                    .isInstanceOf(SyscallException.class)
                    .hasMessageContaining("bpf(BPF_OBJ_GET)")
                    .hasMessageContaining("ENOENT");
        }
    }

    @Test
    void statisticsCountRunsOfAttachedAndTestedPrograms() {
        try (RunStatistics statistics = RunStatistics.enable();
                Program program = TinyPrograms.load("counted", ProgramType.XDP)) {
            assertThat(statistics).isNotNull();
            program.testRun(TestRun.ofData(new byte[64]).repeat(10));
            ProgramInfo info = program.info();
            assertThat(info.runCount()).isPositive();
            assertThat(info.runTime()).isPositive();
        }
    }
}
