package dev.skep.compiler.hook;

import static dev.skep.compiler.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.testkit.Skip;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters in the registers and the memory of traced code: in the interpreter, with registers as the kernel saves them. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the compiler reads them
class ProbeContextsTest {
    @TempDir
    private static Path folder;

    private static Path binary = Path.of("");

    private final InterpretedHook hook = new InterpretedHook();

    @BeforeAll
    static void compile() throws Exception {
        Skip.unless(System.getProperty("os.arch").equals("amd64"), "registers are those of x86-64");
        binary = TracedProgram.compile(folder, "sample", UsdtTest.SOURCE);
    }

    @Test
    void argumentsOfAFunctionLieInSixRegisters() {
        Object program = new Object() {
            @Kprobe("vfs_read")
            int run(int a, int b, int c, long d, int e, int f) {
                return a + b * 10 + c * 100 + (int) (d >> 32) * 1_000 + e * 10_000 + f * 100_000;
            }
        };
        hook.register("di", 1).register("si", 2).register("dx", 3).register("cx", 4L << 32);
        assertThat(hook.register("r8", 5).register("r9", 6).run(program)).isEqualTo(654_321);
        refuses(
                new Object() {
                    @Uprobe(binary = "/bin/true", symbol = "main")
                    int run(int a, int b, int c, int d, int e, int f, int g) {
                        return g;
                    }
                },
                "argument 6 of the function is not in a register",
                "use fewer parameters");
    }

    @Test
    void aReturnProbePassesTheResult() {
        Object program = new Object() {
            @Kretprobe("vfs_read")
            int run(long result) {
                return (int) (result >> 4);
            }
        };
        assertThat(hook.register("ax", 0x1230).register("di", 7).run(program)).isEqualTo(0x123);
        Object inAProgram = new Object() {
            @Uretprobe(binary = "/bin/true", symbol = "main")
            int run(int result) {
                return result;
            }
        };
        assertThat(hook.run(inAProgram)).isEqualTo(0x1230);
    }

    @KernelStruct("pt_regs")
    interface AllRegisters extends Struct {
        long sp();

        long ip();
    }

    @Test
    void allRegistersAreAStruct() {
        Object program = new Object() {
            @Kprobe("vfs_read")
            int run(AllRegisters registers) {
                return (int) (registers.ip() - registers.sp());
            }
        };
        assertThat(hook.register("sp", 1000).register("ip", 1234).run(program)).isEqualTo(234);
    }

    interface Pair extends Struct {
        int first();

        int second();
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void pointersLeadToMemoryOfTheTracedProcess() {
        Object program = new Object() {
            @Uprobe(binary = "/bin/true", symbol = "main")
            int run(int number, Pair pair) {
                return pair.first() * 100 + pair.second() * 10 + number;
            }
        };
        hook.register("di", 3).register("si", hook.address(bytes(8).putInt(0, 5).putInt(4, 4)));
        assertThat(hook.run(program)).isEqualTo(543);
        assertThat(hook.register("si", 0x4000).run(program))
                .as("what cannot be read is zero")
                .isEqualTo(3);
    }

    @Test
    void argumentsOfAUsdtProbeLieWhereItsNoteSays() {
        Object program = new Object() {
            private final Path binary = ProbeContextsTest.binary;

            @Usdt(binary = "{binary}", provider = "sample", name = "places")
            int run(long a, int number) {
                return (int) a * 10 + number;
            }
        };
        ByteBuffer stack = bytes(128);
        for (int i = 0; i < stack.capacity(); i += Long.BYTES) stack.putLong(i, 9);
        hook.register("di", 7).register("sp", hook.address(stack) + 64);
        assertThat(hook.cookie(0).run(program)).as("in a register").isEqualTo(71);
        assertThat(hook.cookie(1).run(program)).as("a constant").isEqualTo(-18);
        assertThat(hook.cookie(2).run(program)).as("on the stack").isEqualTo(93);
    }

    @Test
    void partsOfRegistersKeepTheirSign() {
        Object program = new Object() {
            private final Path binary = ProbeContextsTest.binary;

            @Usdt(binary = "{binary}", name = "numbers")
            int run(long i, int c) {
                return (int) (i >> 32) * 1_000 + c;
            }
        };
        hook.register("di", 0xffff_fffbL).register("si", 0x12ff);
        assertThat(hook.run(program)).isEqualTo(-1_000 + 255);
    }

    @Test
    void addressesAreThoseOfArgumentsInMemory() {
        Object program = new Object() {
            private final Path binary = ProbeContextsTest.binary;

            @Usdt(binary = "{binary}", name = "numbers")
            int run(HookArguments arguments) {
                return (int) (arguments.address(2) >> 8);
            }
        };
        assertThat(hook.register("dx", 0x12345600).run(program)).isEqualTo(0x123456);
        refuses(
                new Object() {
                    private final Path binary = ProbeContextsTest.binary;

                    @Usdt(binary = "{binary}", name = "numbers")
                    int run(HookArguments arguments) {
                        return (int) arguments.address(4);
                    }
                },
                "argument 4 of the probe is `-4@$-17`, which lies in no memory",
                "write arguments that are volatile variables of the program");
    }

    @Test
    void whatAUsdtProbeDoesNotPassIsRefused() {
        refuses(
                new Object() {
                    private final Path binary = ProbeContextsTest.binary;

                    @Usdt(binary = "{binary}", provider = "sample", name = "places")
                    int run(long a, int number, int more) {
                        return more;
                    }
                },
                "USDT probe sample:places in " + binary + " passes 2 arguments, not 3",
                "remove parameters");
        refuses(
                new Object() {
                    private final Path binary = ProbeContextsTest.binary;

                    @Usdt(binary = "{binary}", name = "numbers")
                    int run(long i, int c, long s, long t, int k, long g, int high, long floating) {
                        return (int) floating;
                    }
                },
                "argument 7 of the probe is at `8f@%xmm0`, which is not understood",
                "leave it out, or read it from the registers: a parameter with @KernelStruct(\"pt_regs\")");
    }
}
