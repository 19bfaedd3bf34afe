package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.memory.KernelStruct;
import dev.skep.bpf.memory.Struct;
import dev.skep.bpf.usdt.UsdtProbes;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.Require;
import dev.skep.testkit.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
@SuppressWarnings("UnusedVariable") // the hooks' targets name the fields
class UsdtTest {
    /** The notes are written as sys/sdt.h of systemtap writes them; the compiler of C fills in the operands. */
    static final String SOURCE = """
            #include <stdio.h>
            #include <stdlib.h>

            #define PROBE(name, semaphore, arguments, ...) asm volatile( \\
                "990: nop\\n" \\
                ".pushsection .note.stapsdt,\\"\\",\\"note\\"\\n" \\
                ".balign 4\\n" \\
                ".4byte 992f-991f, 994f-993f, 3\\n" \\
                "991: .asciz \\"stapsdt\\"\\n" \\
                "992: .balign 4\\n" \\
                "993: .8byte 990b, _.stapsdt.base, " semaphore "\\n" \\
                ".asciz \\"sample\\", \\"" name "\\", \\"" arguments "\\"\\n" \\
                "994: .balign 4\\n" \\
                ".popsection\\n" \\
                ".ifndef _.stapsdt.base\\n" \\
                ".pushsection .stapsdt.base,\\"aG\\",\\"progbits\\",.stapsdt.base,comdat\\n" \\
                ".weak _.stapsdt.base\\n" \\
                ".hidden _.stapsdt.base\\n" \\
                "_.stapsdt.base: .space 1\\n" \\
                ".popsection\\n" \\
                ".endif\\n" : : __VA_ARGS__)

            volatile unsigned short both_semaphore __attribute__((section(".probes"), used)) = 0;
            volatile unsigned short sample_semaphore __attribute__((section(".probes"), used)) = 0;
            long counter = 1234567890123;
            struct pair { int first, second; };
            struct pair pair = {11, 22};

            __attribute__((noinline, noipa)) void numbers(int i, unsigned char c, short *s, long *table, long index) {
                PROBE("numbers", "0", "-4@%k[i] 1@%b[c] -2@%[s] 8@%[t] -4@%[k] 8@%[g] 1@%h[h] 8f@%%xmm0",
                    [i] "r"(i), [c] "q"(c), [s] "m"(*s), [t] "m"(table[index + 2]), [k] "i"(-17), [g] "m"(counter),
                    [h] "Q"(0xa5c3));
            }

            __attribute__((noinline, noipa)) void places(long a) {
                PROBE("places", "0", "8@%[a] -4@$1", [a] "r"(a));
                PROBE("places", "0", "-4@$-2 -4@$2", [a] "r"(a));
                PROBE("places", "0", "8@%[a] -4@$3", [a] "m"(a));
            }

            __attribute__((noinline, noipa)) void guarded(struct pair *p) {
                if (sample_semaphore) PROBE("guarded", "sample_semaphore", "8@%[p]", [p] "r"(p));
            }

            __attribute__((noinline, noipa)) void both(struct pair *p) {
                PROBE("both", "both_semaphore", "4@%[p]", [p] "m"(p->first));
                PROBE("both", "both_semaphore", "4@%[p]", [p] "m"(p->second));
            }

            int main(void) {
                char line[64];
                short s = -300;
                long table[] = {1, 2, 3, 4, 0x1122334455667788, 6};
                while (fgets(line, sizeof line, stdin)) {
                    switch (line[0]) {
                        case 'n': numbers(atoi(line + 1), 200, &s, table, 2); break;
                        case 'p': places(atol(line + 1)); break;
                        case 'g': guarded(&pair); break;
                        case 'b': both(&pair); break;
                    }
                    printf("%d\\n", line[0] == 'b' ? both_semaphore : sample_semaphore);
                    fflush(stdout);
                }
                return 0;
            }
            """;

    @TempDir
    private static Path folder;

    private static Path binary = Path.of("");

    @BeforeAll
    static void compile() throws Exception {
        Skip.unless(System.getProperty("os.arch").equals("amd64"), "operands are those of x86-64");
        binary = TracedProgram.compile(folder, "sample", SOURCE);
    }

    @BeforeEach
    void requireUprobes() {
        Require.feature(KernelFeature.UPROBE);
        Require.feature(KernelFeature.ATTACH_COOKIE);
    }

    static final class Numbers {
        private final Path binary;
        int calls;
        long signedRegister;
        int byteRegister;
        long signedMemory;
        long tableElement;
        int constant;
        long variable;
        int highByte;

        Numbers(Path binary) {
            this.binary = binary;
        }

        @Usdt(binary = "{binary}", provider = "sample", name = "numbers")
        void numbers(long i, int c, long s, long t, int k, long g, int high) {
            calls++;
            signedRegister = i;
            byteRegister = c;
            signedMemory = s;
            tableElement = t;
            constant = k;
            variable = g;
            highByte = high;
        }
    }

    @Test
    void readsRegistersMemoryConstantsAndVariables() throws Exception {
        Numbers program = new Numbers(binary);
        try (TracedProgram sample = new TracedProgram(binary);
                Loaded<Numbers> loaded = Kernel.load(program)) {
            sample.ask("n -5");
            loaded.refresh();
            assertThat(program.calls).isEqualTo(1);
            assertThat(program.signedRegister).isEqualTo(-5);
            assertThat(program.byteRegister).isEqualTo(200);
            assertThat(program.signedMemory).isEqualTo(-300);
            assertThat(program.tableElement).isEqualTo(0x1122334455667788L);
            assertThat(program.constant).isEqualTo(-17);
            assertThat(program.variable).isEqualTo(1_234_567_890_123L);
            assertThat(program.highByte).isEqualTo(0xa5);
            assertThat(loaded.program("numbers").places()).containsExactly("sample:numbers");
        }
    }

    static final class TooMany {
        private final Path binary;
        int seen;

        TooMany(Path binary) {
            this.binary = binary;
        }

        @Usdt(binary = "{binary}", name = "numbers")
        void numbers(long i, int c, long s, long t, int k, long g, int high, long floating) {
            seen = high;
        }
    }

    @Test
    void namesTheArgumentThatItDoesNotUnderstand() {
        assertThatThrownBy(() -> Kernel.load(new TooMany(binary)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("argument 7 of the probe is at `8f@%xmm0`, which is not understood");
    }

    static final class Places {
        private final Path binary;
        int places;
        long sum;
        long order;

        Places(Path binary) {
            this.binary = binary;
        }

        @Usdt(binary = "{binary}", provider = "sample", name = "places")
        void places(long a, int number) {
            places++;
            sum += a;
            order = order * 10 + number;
        }
    }

    @Test
    void knowsAtWhichPlaceOfAProbeItIs() throws Exception {
        Places program = new Places(binary);
        try (TracedProgram sample = new TracedProgram(binary);
                Loaded<Places> loaded = Kernel.load(program)) {
            sample.ask("p 100");
            loaded.refresh();
            assertThat(program.places).isEqualTo(3);
            assertThat(program.sum).isEqualTo(100 - 2 + 100);
            assertThat(program.order).isEqualTo(123);
            assertThat(loaded.program("places").places()).hasSize(3).containsOnly("sample:places");
        }
    }

    interface Pair extends Struct {
        int first();

        int second();
    }

    @KernelStruct("pt_regs")
    interface Stack extends Struct {
        long sp();
    }

    static final class Guarded {
        private final Path binary;
        private final int pid;
        int product;
        long stack;

        Guarded(Path binary, int pid) {
            this.binary = binary;
            this.pid = pid;
        }

        @Usdt(binary = "{binary}", provider = "sample", name = "guarded", pid = "{pid}")
        void guarded(Pair pair, Stack registers) {
            product = pair.first() * pair.second();
            stack = registers.sp();
        }
    }

    @Test
    void raisesTheSemaphoreOfTheProcessAsLongAsItIsAttached() throws Exception {
        Require.feature(KernelFeature.USDT_SEMAPHORE);
        try (TracedProgram watched = new TracedProgram(binary)) {
            Guarded program = new Guarded(binary, watched.pid());
            assertThat(watched.ask("g")).isEqualTo("0");
            try (Loaded<Guarded> loaded = Kernel.load(program)) {
                assertThat(watched.ask("g")).isEqualTo("1");
                loaded.refresh();
                assertThat(program.product).isEqualTo(11 * 22);
                assertThat(program.stack).isPositive();
            }
            assertThat(watched.ask("g")).isEqualTo("0");
        }
    }

    static final class Both {
        private final Path binary;
        int sum;

        Both(Path binary) {
            this.binary = binary;
        }

        @Usdt(binary = "{binary}", provider = "sample", name = "both")
        void both(int part) {
            sum += part;
        }
    }

    @Test
    void raisesTheSemaphoreOfEveryProcessForEachPlace() throws Exception {
        Require.feature(KernelFeature.USDT_SEMAPHORE);
        Both program = new Both(binary);
        try (TracedProgram first = new TracedProgram(binary)) {
            assertThat(first.ask("b")).isEqualTo("0");
            try (Loaded<Both> loaded = Kernel.load(program);
                    TracedProgram second = new TracedProgram(binary)) {
                assertThat(first.ask("b")).isEqualTo("2");
                assertThat(second.ask("b")).isEqualTo("2");
                loaded.refresh();
                assertThat(program.sum).isEqualTo(2 * (11 + 22));
            }
            assertThat(first.ask("b")).isEqualTo("0");
        }
    }

    static final class Collections {
        private final String jvm =
                Path.of(System.getProperty("java.home"), "lib/server/libjvm.so").toString();
        private final int pid = (int) ProcessHandle.current().pid();
        int begins;
        int full;

        @Usdt(binary = "{jvm}", provider = "hotspot", name = "gc__begin", pid = "{pid}")
        void begin(int isFull) {
            begins++;
            if (isFull != 0) full++;
        }
    }

    @Test
    void seesTheCollectionsOfThisVirtualMachine() {
        Collections program = new Collections();
        Skip.unless(Files.exists(Path.of(program.jvm)), "no " + program.jvm);
        Skip.unless(
                UsdtProbes.of(Path.of(program.jvm)).all().stream()
                        .anyMatch(probe -> probe.name().equals("gc__begin")),
                "a JVM without probes");
        try (Loaded<Collections> loaded = Kernel.load(program)) {
            System.gc();
            loaded.refresh();
            assertThat(program.begins).isPositive();
            assertThat(program.full).isPositive();
        }
    }

    static final class Misspelt {
        private final Path binary;

        Misspelt(Path binary) {
            this.binary = binary;
        }

        @Usdt(binary = "{binary}", provider = "sample", name = "guardet")
        void guarded() {}
    }

    static final class NoProbes {
        @Usdt(binary = "true", provider = "sample", name = "guarded")
        void guarded() {}
    }

    @Test
    void namesTheProbesThatWereMeant() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernel.load(new Misspelt(binary)))
                .withMessage(binary + " has no USDT probe sample:guardet; did you mean sample:guarded?");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernel.load(new NoProbes()))
                .withMessageEndingWith("/true has no USDT probes");
    }
}
