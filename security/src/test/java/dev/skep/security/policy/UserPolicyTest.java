package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.UnsupportedFeatureException;
import dev.skep.bpf.elf.ElfFile;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.testkit.Skip;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class UserPolicyTest {
    private static final String SOURCE = """
            #include <string.h>
            __attribute__((noinline)) long watched(int number, const char *text, unsigned long size) {
                __asm__ volatile("" ::: "memory");
                return number < 0 ? -7 : (long) (size + strlen(text));
            }
            int main(int argc, char **argv) {
                long sum = watched(5, argv[1], 100) + watched(-5, argv[1], 200);
                return sum > 1000000;
            }
            """;

    @TempDir
    Path folder;

    private PolicyWatch watch;
    private Path program;

    @BeforeEach
    void begin() throws Exception {
        watch = new PolicyWatch();
        program = Commands.compile(folder, "watched", SOURCE);
    }

    @AfterEach
    void end() {
        watch.close();
    }

    private String policy(String more) {
        return """
                uprobes:
                - path: %s
                  symbols: [ watched ]
                  return: true
                  args:
                  - index: 0
                    type: int
                  - index: 1
                    type: string
                  - index: 2
                    type: size_t
                  returnArg:
                    index: 0
                    type: long
                """.formatted(program) + more.indent(2);
    }

    @Test
    void tellsOfCallsInAProgramAndWhatTheyReturn() throws Exception {
        watch.apply(policy("""
                selectors:
                - matchArgs:
                  - index: 1
                    operator: Postfix
                    values: [ "world" ]
                """));
        new ProcessBuilder(program.toString(), "nobody").start().waitFor();
        Process caller = new ProcessBuilder(program.toString(), "hello world").start();
        caller.waitFor();
        watch.await(event -> event.result().orElseThrow().value().equals(new ArgumentValue.Int64(-7)));
        PolicyEvent first = watch.of(caller).getFirst();
        assertThat(PolicyWatch.values(first))
                .containsExactly(
                        new ArgumentValue.Int32(5),
                        new ArgumentValue.Text("hello world"),
                        new ArgumentValue.UInt64(100));
        assertThat(first.result().orElseThrow().value()).isEqualTo(new ArgumentValue.Int64(111));
        assertThat(first.hook()).isEqualTo(new HookName.Uprobe(program.toString(), "watched", 0, 0));
        assertThat(watch.events()).hasSize(2);
    }

    @Test
    void raisesACounterInTheProcessesThatItWatches() throws Exception {
        Path counting = Commands.compile(folder, "counting", """
                #include <stdio.h>
                volatile unsigned short watchers = 0x7100;
                __attribute__((noinline)) int work(void) { __asm__ volatile("" ::: "memory"); return 1; }
                int main(void) { printf("%x", watchers); return work() == 0; }
                """);
        long counter;
        try (ElfFile file = ElfFile.open(counting)) {
            counter = file.fileOffset(file.symbol("watchers").orElseThrow());
        }
        watch.apply("""
                uprobes:
                - path: %s
                  symbols: [ work ]
                  refCtrOffsets: [ %d ]
                """.formatted(counting, counter));
        Process counts = new ProcessBuilder(counting.toString()).start();
        assertThat(new String(counts.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("7101");
        assertThat(watch.await(counts).hook()).isEqualTo(new HookName.Uprobe(counting.toString(), "work", 0, counter));
        watch.apply(List.of());

        // Two hooks are two programs, at one place.
        String both = """
                uprobes:
                - path: %1$s
                  symbols: [ work ]
                  refCtrOffsets: [ %2$d ]
                - path: %1$s
                  symbols: [ work ]
                """.formatted(counting, counter);
        assertThatThrownBy(() -> watch.apply(both))
                .isInstanceOf(UnsupportedFeatureException.class)
                .hasMessageContaining("uprobe at work in " + counting)
                .hasMessageContaining("reference counter");
    }

    private static final String STRUCTS = """
            struct inner { int number; char name[16]; };
            struct outer { long pad; struct inner *in; struct inner here; };
            __attribute__((noinline)) int watched(struct outer *o) { __asm__ volatile("" ::: "memory"); return o->in->number; }
            int main(void) {
                struct inner i = { 77, "deep" };
                struct outer o = { 1, &i, { 88, "flat" } };
                return watched(&o) == 0;
            }
            """;

    private String members(String types, String first) {
        return """
                uprobes:
                - path: %s/structs
                  btfPath: %s
                  symbols: [ watched ]
                  args:
                  - { index: 0, btfType: outer, resolve: %s }
                  - { index: 0, btfType: outer, resolve: in.name, type: string }
                  - { index: 0, btfType: outer, resolve: here.number }
                  - { index: 0, btfType: outer, resolve: here.name }
                  selectors:
                  - matchArgs:
                    - { index: 0, operator: Equal, values: [ "77" ] }
                """.formatted(folder, types, first);
    }

    @Test
    void followsPointersByTheProgramsTypes() throws Exception {
        Skip.unless(Commands.run("gcc", "-gbtf", "-E", "-x", "c", "/dev/null").exitValue() == 0, "no gcc -gbtf");
        Path structs = Commands.compile(folder, "structs", STRUCTS, "-gbtf");
        Path alone = folder.resolve("alone.btf");
        try (ElfFile file = ElfFile.open(structs)) {
            Files.write(alone, file.bytes(file.section(".BTF").orElseThrow()));
        }
        for (Path types : List.of(structs, alone)) {
            watch.apply(members(types.toString(), "in.number"));
            Process caller = Commands.run(structs.toString());
            assertThat(PolicyWatch.values(watch.await(caller)))
                    .containsExactly(
                            new ArgumentValue.Int32(77),
                            new ArgumentValue.Text("deep"),
                            new ArgumentValue.Int32(88),
                            new ArgumentValue.Text("flat"));
        }
        assertThatThrownBy(() -> watch.apply(members(alone.toString(), "in.nothing")))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("struct inner of " + alone + " has no member nothing");
        Path none = Commands.compile(folder, "none", "int main(void) { return 0; }");
        assertThatThrownBy(() -> watch.apply(members(none.toString(), "in.number")))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("spec.uprobes[0].btfPath: " + none + " has no section .BTF");
    }

    @Test
    void refusesABinaryThatIsNotMeant() throws Exception {
        String right =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(program)));
        String wrong = right.replace(right.charAt(0), right.charAt(0) == '0' ? '1' : '0');
        assertThatThrownBy(() -> watch.apply(policy("binaryDigests: [ \"sha256:" + wrong + "\" ]")))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("is none of the binaries that binaryDigests means");
        watch.apply(policy("binaryDigests: [ \"sha256:" + right + "\" ]"));
    }

    @Test
    void namesASymbolThatIsNotThere() {
        assertThatThrownBy(() -> watch.apply(policy("").replace("[ watched ]", "[ nothing ]")))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("test.yaml:")
                .hasMessageContaining("has no symbol nothing");
    }
}
