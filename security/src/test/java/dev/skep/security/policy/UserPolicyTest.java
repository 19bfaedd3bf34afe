package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
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
