package dev.skep.compiler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.link.Link;
import dev.skep.bpf.link.UprobeLink;
import dev.skep.bpf.link.UprobeMultiLink;
import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.compiler.CompileException;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.OwnKernelObjects;
import dev.skep.compiler.Require;
import dev.skep.compiler.helper.Helpers;
import dev.skep.testkit.Skip;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where in a file a uprobe goes: offsets, processes, cookies, many functions at once. */
@Tag("kernel")
@SuppressWarnings("UnusedVariable") // the hooks' targets name the fields
class UprobePlacesTest {
    private static final String SOURCE = """
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>

            __attribute__((noinline, noipa)) long walk_one(long a) { return a + 1; }
            __attribute__((noinline, noipa)) long walk_two(long a) { return a + 2; }
            __attribute__((noinline, noipa)) long walk_three(long a) { return a + 3; }
            extern long _also_two(long a) __attribute__((alias("walk_two")));
            extern long talk_two(long a) __attribute__((alias("walk_two")));
            __attribute__((noinline, noipa)) long run_one(long a) {
                a *= 3;
                asm volatile("nop\\n.globl in_run_one\\nin_run_one: nop" : "+r"(a));
                return a + 1;
            }

            /* The kernel executes no instruction with a lock prefix elsewhere. */
            asm(".text\\n.globl lock_one\\n.type lock_one, @function\\nlock_one: lock incl (%rdi)\\nret\\n.size lock_one, .-lock_one");

            static void *other_thread(void *unused) { walk_one(7); return unused; }

            int main(void) {
                char line[64];
                while (fgets(line, sizeof line, stdin)) {
                    long a = atol(line + 1), result = 0;
                    pthread_t thread;
                    switch (line[0]) {
                        case '1': result = walk_one(a); break;
                        case '2': result = walk_two(a); break;
                        case '3': result = walk_three(a); break;
                        case 'r': result = run_one(a); break;
                        case 't':
                            pthread_create(&thread, NULL, other_thread, NULL);
                            pthread_join(thread, NULL);
                    }
                    printf("%ld\\n", result);
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
        binary = TracedProgram.compile(folder, "walker", SOURCE);
    }

    @BeforeEach
    void requireUprobes() {
        Require.feature(KernelFeature.UPROBE);
    }

    static final class OneFunction {
        private final Path binary;
        private final long cookie;
        long seen;
        long argument;
        long result;

        OneFunction(Path binary, long cookie) {
            this.binary = binary;
            this.cookie = cookie;
        }

        @Uprobe(binary = "{binary}", symbol = "walk_two", cookie = "{cookie}")
        void enter(long a) {
            seen = Helpers.getAttachCookie();
            argument = a;
        }

        @Uretprobe(binary = "{binary}", symbol = "walk_two", cookie = "0x22")
        void leave(long returned) {
            result = returned * 1000 + Helpers.getAttachCookie();
        }
    }

    @Test
    void tellsTheCookieOfItsAttachment() throws Exception {
        Require.feature(KernelFeature.ATTACH_COOKIE);
        OneFunction program = new OneFunction(binary, 0x1_2345_6789_abcdL);
        try (TracedProgram walker = new TracedProgram(binary);
                Loaded<OneFunction> loaded = Kernel.load(program)) {
            assertThat(walker.ask("2 40")).isEqualTo("42");
            loaded.refresh();
            assertThat(program.seen).isEqualTo(0x1_2345_6789_abcdL);
            assertThat(program.argument).isEqualTo(40);
            assertThat(program.result).isEqualTo(42_000 + 0x22);
            assertThat(loaded.program("enter").places()).containsExactly("walk_two");
        }
    }

    static final class Inside {
        private final Path binary;
        private final long distance;
        private final long fileOffset;
        int atDistance;
        int atFileOffset;

        Inside(Path binary, long distance, long fileOffset) {
            this.binary = binary;
            this.distance = distance;
            this.fileOffset = fileOffset;
        }

        @Uprobe(binary = "{binary}", symbol = "run_one", offset = "{distance}")
        void byFunction() {
            atDistance++;
        }

        @Uprobe(binary = "{binary}", offset = "{fileOffset}")
        void byFile() {
            atFileOffset++;
        }
    }

    @Test
    void runsAtAnInstructionInsideOfAFunction() throws Exception {
        Inside program;
        try (ElfFile elf = ElfFile.open(binary)) {
            long function = elf.fileOffset(elf.symbol("run_one").orElseThrow());
            long inside = elf.fileOffset(elf.symbol("in_run_one").orElseThrow());
            assertThat(inside).isGreaterThan(function);
            program = new Inside(binary, inside - function, inside);
        }
        try (TracedProgram walker = new TracedProgram(binary);
                Loaded<Inside> loaded = Kernel.load(program)) {
            assertThat(walker.ask("r 5")).isEqualTo("16");
            assertThat(walker.ask("1 5")).isEqualTo("6");
            loaded.refresh();
            assertThat(program.atDistance).isEqualTo(1);
            assertThat(program.atFileOffset).isEqualTo(1);
            assertThat(loaded.program("byFunction").places())
                    .containsExactly("run_one+0x" + Long.toHexString(program.distance));
        }
    }

    static final class OneProcess {
        private final Path binary;
        private final int pid;
        int hits;

        OneProcess(Path binary, int pid) {
            this.binary = binary;
            this.pid = pid;
        }

        @Uprobe(binary = "{binary}", symbol = "walk_one", pid = "{pid}")
        void enter() {
            hits++;
        }
    }

    @Test
    void seesEveryThreadOfTheProcessAndNoOtherProcess() throws Exception {
        try (TracedProgram watched = new TracedProgram(binary);
                TracedProgram other = new TracedProgram(binary)) {
            OneProcess program = new OneProcess(binary, watched.pid());
            try (Loaded<OneProcess> loaded = Kernel.load(program)) {
                other.ask("1 1");
                watched.ask("1 1");
                watched.ask("t");
                other.ask("t");
                loaded.refresh();
                assertThat(program.hits).isEqualTo(2);
            }
        }
    }

    /** Runs at three of the four functions and counts by cookie. */
    static final class Many {
        private final Path binary;
        final ArrayMap<Counter> hits = ArrayMap.of(Counter.class, 8);

        Many(Path binary) {
            this.binary = binary;
        }

        @Uprobe(
                binary = "{binary}",
                symbol = {"run_one", "walk_t*"})
        void enter() {
            Counter counter = hits.get((int) Helpers.getAttachCookie());
            if (counter != null) counter.value(counter.value() + 1);
        }

        @Uretprobe(binary = "{binary}", symbol = "walk_*", cookie = "4")
        void leave() {
            Counter counter = hits.get((int) Helpers.getAttachCookie());
            if (counter != null) counter.value(counter.value() + 1);
        }

        void check(Loaded<Many> loaded, TracedProgram walker) throws Exception {
            for (String command : List.of("r 1", "3 1", "3 1", "2 1", "2 1", "2 1", "1 1")) walker.ask(command);
            assertThat(loaded.program("enter").places()).containsExactly("run_one", "walk_three", "walk_two");
            assertThat(loaded.program("leave").places()).containsExactly("walk_one", "walk_three", "walk_two");
            assertThat(IntStream.range(0, 8)
                            .mapToLong(i -> Objects.requireNonNull(hits.get(i)).value())
                            .toArray())
                    .containsExactly(1, 2, 3, 0, 1, 2, 3, 0);
        }
    }

    static final class Named {
        private final Path binary;

        Named(Path binary) {
            this.binary = binary;
        }

        @Uprobe(binary = "{binary}", symbol = "*_two")
        void enter() {}
    }

    /** {@code _also_two}, {@code talk_two} and {@code walk_two} are one function. */
    @Test
    void tellsThePlainNameOfAFunctionThatHasSeveral() {
        Require.feature(KernelFeature.UPROBE_MULTI);
        try (Loaded<Named> loaded = Kernel.load(new Named(binary))) {
            assertThat(loaded.program("enter").places()).containsExactly("talk_two");
        }
    }

    @Test
    void runsAtManyFunctionsByOneLink() throws Exception {
        Require.feature(KernelFeature.UPROBE_MULTI);
        Many program = new Many(binary);
        try (TracedProgram walker = new TracedProgram(binary);
                Loaded<Many> loaded = Kernel.load(program)) {
            assertThat(loaded.program("enter").links()).hasOnlyElementsOfType(UprobeMultiLink.class);
            program.check(loaded, walker);
        }
    }

    @Test
    void runsAtManyFunctionsByALinkEachOnAnOlderKernel() throws Exception {
        Require.without(KernelFeature.UPROBE_MULTI);
        Many program = new Many(binary);
        try (TracedProgram walker = new TracedProgram(binary);
                Loaded<Many> loaded = Kernel.load(program)) {
            assertThat(loaded.program("enter").links()).hasOnlyElementsOfType(UprobeLink.class);
            program.check(loaded, walker);
        }
    }

    static final class ManyOfOneProcess {
        private final Path binary;
        private final int pid;
        long cookies;

        ManyOfOneProcess(Path binary, int pid) {
            this.binary = binary;
            this.pid = pid;
        }

        @Uprobe(binary = "{binary}", symbol = "walk_*", pid = "{pid}")
        void enter() {
            cookies = cookies * 10 + Helpers.getAttachCookie() + 1;
        }
    }

    @Test
    void runsAtManyFunctionsOfOneProcess() throws Exception {
        try (TracedProgram watched = new TracedProgram(binary);
                TracedProgram other = new TracedProgram(binary)) {
            ManyOfOneProcess program = new ManyOfOneProcess(binary, watched.pid());
            try (Loaded<ManyOfOneProcess> loaded = Kernel.load(program)) {
                other.ask("1 1");
                for (String command : List.of("2 1", "1 1", "3 1")) watched.ask(command);
                other.ask("2 1");
                loaded.refresh();
                assertThat(program.cookies).isEqualTo(312);
                assertThat(loaded.program("enter").links())
                        .hasSize(3)
                        .extracting(Link::hook)
                        .allMatch(hook -> hook.startsWith("uprobe " + binary));
            }
        }
    }

    static final class WithARefusedInstruction {
        private final Path binary;

        WithARefusedInstruction(Path binary) {
            this.binary = binary;
        }

        @Uprobe(binary = "{binary}", symbol = "*_one")
        void enter() {}
    }

    /** The kernel looks at instructions where a process has the file mapped. */
    @Test
    void namesTheFunctionWhoseInstructionTheKernelRefuses() throws Exception {
        Require.feature(KernelFeature.UPROBE_MULTI);
        Skip.unless(System.getProperty("os.arch").equals("amd64"), "an instruction of x86-64");
        List<String> before = OwnKernelObjects.now();
        try (TracedProgram walker = new TracedProgram(binary)) {
            assertThat(walker.ask("1 1")).isEqualTo("2");
            assertThatThrownBy(() -> Kernel.load(new WithARefusedInstruction(binary)))
                    .isInstanceOf(UnsupportedFeatureException.class)
                    .hasMessage("uprobe at lock_one in " + binary
                            + " is not available: the kernel puts no probe on the instruction there (ENOTSUPP)");
        }
        assertThat(OwnKernelObjects.now()).isEqualTo(before);
    }

    static final class AllOfTheLibrary {
        private final int pid = (int) ProcessHandle.current().pid();

        @Uprobe(binary = "libc", symbol = "*", pid = "{pid}")
        void enter() {}
    }

    static final class NoneOfIt {
        @Uprobe(binary = "libc", symbol = "no_such_*")
        void enter() {}
    }

    static final class Misspelt {
        @Uprobe(binary = "libc", symbol = "mallok")
        void enter() {}
    }

    static final class ReturnFromTheMiddle {
        @Uretprobe(binary = "libc", symbol = "malloc", offset = "4")
        void leave() {}
    }

    static final class Nowhere {
        @Uprobe(binary = "libc")
        void enter() {}
    }

    @Test
    void saysWhatCannotBeAttachedTo() {
        List<String> before = OwnKernelObjects.now();
        assertThatThrownBy(() -> Kernel.load(new AllOfTheLibrary()))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageStartingWith("uprobe.multi (many places) is not available: ")
                .hasMessageContaining("one perf event each is for 512 at most; since Linux 6.6");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernel.load(new NoneOfIt()))
                .withMessageEndingWith(" has no function no_such_*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Kernel.load(new Misspelt()))
                .withMessageContaining(" has no symbol mallok; did you mean ")
                .withMessageContaining("malloc");
        assertThatExceptionOfType(CompileException.class)
                .isThrownBy(() -> Kernel.load(new Nowhere()))
                .withMessageContaining("a uprobe in libc needs a symbol or an offset in the file");
        assertThatExceptionOfType(CompileException.class)
                .isThrownBy(() -> Kernel.load(new ReturnFromTheMiddle()))
                .withMessageContaining(
                        "a return of malloc in libc is caught at the function's first instruction, not at +4");
        assertThat(OwnKernelObjects.now()).isEqualTo(before);
    }
}
