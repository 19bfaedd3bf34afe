package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.skep.cli.Cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skep policy}, with an agent as a process and without one. */
final class PolicyCommandsTest {
    private static final String SIX = policy("six", "getpgid");
    private static final String SEVEN = policy("seven", "getsid");
    private static final String NO_SUCH_CALL = policy("eight", "getnothing");
    private static final String WRONG = policy("nine", "getsid").replace("event:", "evnt:");

    @TempDir
    private Path folder;

    private static String policy(String name, String call) {
        return """
                apiVersion: cilium.io/v1alpha1
                kind: TracingPolicy
                metadata:
                  name: %s
                spec:
                  tracepoints:
                  - subsystem: syscalls
                    event: sys_enter_%s
                    args:
                    - index: 5
                      type: int
                """.formatted(name, call);
    }

    private Path file(String name, String... documents) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("---\n", documents));
    }

    private static Run policy(List<String> words) {
        List<String> all = new ArrayList<>(List.of("policy"));
        all.addAll(words);
        return Cli.run(all.toArray(String[]::new));
    }

    @Test
    void checkSaysWhatIsWrongWithEachDocumentAtItsLine() throws IOException {
        Path file = file("mixed.yaml", SIX, WRONG, SEVEN);

        Run run = policy(List.of("check", file.toString()));

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains(file + ":20:5: spec.tracepoints[0]: has no field 'evnt'");
        assertThat(run.out()).isEqualTo(file + ": nothing is wrong with six, seven\n");
    }

    @Test
    void checkReadsFoldersButNoBinaries() throws IOException {
        Path file = file("fine.yaml", SIX);
        file("notes.txt", "no policy");
        assertThat(policy(List.of("check", folder.toString())))
                .isEqualTo(new Run(0, file + ": nothing is wrong with six\n", ""));

        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0, 1});
        assertThat(policy(List.of("check", folder.toString())).error())
                .isEqualTo("skep policy check: " + folder.resolve("binary.yaml") + ": is no text in UTF-8\n");
    }

    @Test
    @Tag("kernel")
    void explainSaysByWhichHookAPolicyIsServedAndHowLargeTheProgramIs() throws IOException {
        Run run = policy(List.of("explain", file("six.yaml", SIX).toString()));

        assertThat(run.error()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("policy six (")
                .contains("served by tp_btf sys_enter/getpgid\n")
                .contains("because: the system call, told by its number")
                .contains("nothing can be denied; who is killed here may have done it already")
                .containsPattern("program: \\d+ instructions, \\d+ bytes of stack, records of \\d+ bytes")
                .containsPattern("maps: .*policy_counts");
    }

    @Test
    @Tag("kernel")
    void explainGivesTheReasonWhyAPolicyCannotBeServed() throws IOException {
        Path file = file("mixed.yaml", NO_SUCH_CALL, SIX);

        Run run = policy(List.of("explain", file.toString()));

        assertThat(run.status()).isEqualTo(1);
        String reason = "this kernel has no tracepoint syscalls/sys_enter_getnothing\n";
        assertThat(run.error()).isEqualTo(file + ":7:5: spec.tracepoints[0]: " + reason);
        assertThat(run.out()).contains("refused: " + reason).contains("policy six (");
    }

    @Test
    void withoutAnAgentItIsSaidWhereOneWasLookedFor() throws IOException {
        Path nowhere = folder.resolve("no.sock");
        for (List<String> words : List.of(
                List.of("list"),
                List.of("add", file("six.yaml", SIX).toString()),
                List.of("delete", "six"),
                List.of("set-mode", "six", "monitor"))) {
            List<String> all = new ArrayList<>(words);
            all.addAll(List.of("--server-address", nowhere.toString()));
            Run run = policy(all);
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.error().lines()).hasSize(1);
            assertThat(run.error()).contains(nowhere + ": No such file or directory (does it run?)");
        }
    }

    @Test
    @Tag("kernel")
    void policiesAreAddedChangedListedAndDeleted() throws IOException {
        try (RunningAgent agent = RunningAgent.start(folder, "--tracing-policy-dir", "")) {
            Path mixed = file("mixed.yaml", SIX, NO_SUCH_CALL, SEVEN);

            Run added = ask(agent, "add", mixed.toString());
            assertThat(added.out()).isEqualTo(mixed + ": added six\n" + mixed + ": added seven\n");
            assertThat(added.error()).contains(mixed + ":19:5: spec.tracepoints[0]: this kernel has no tracepoint");
            assertThat(added.status()).isEqualTo(1);

            assertThat(ask(agent, "add", file("again.yaml", SIX).toString()).error())
                    .contains("again.yaml: there is a policy 'six' already");
            assertThat(listed(agent, "six")).contains(" enabled ", " enforce ", " kB ");
            assertThat(listed(agent, "eight")).contains(" load_error ", "sys_enter_getnothing");

            assertThat(ask(agent, "set-mode", "six", "monitor")).isEqualTo(new Run(0, "six: monitors\n", ""));
            assertThat(listed(agent, "six")).contains(" monitor ");
            assertThat(ask(agent, "disable", "six", "ten"))
                    .isEqualTo(new Run(1, "six: disabled\n", "skep policy disable: there is no policy 'ten'\n"));
            assertThat(listed(agent, "six")).contains(" disabled ");
            assertThat(ask(agent, "enable", "six").out()).isEqualTo("six: enabled\n");
            await().until(() -> listed(agent, "six").contains(" enabled "));
            assertThat(ask(agent, "list", "-o", "json").out())
                    .contains("\"name\":\"six\"", "\"hook_description\":\"syscalls/sys_enter_getpgid\"");

            assertThat(ask(agent, "delete", "six", "seven", "eight").status()).isZero();
            assertThat(ask(agent, "list").out().lines()).hasSize(1);
        }
    }

    private static Run ask(RunningAgent agent, String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--server-address", agent.socket().toString()));
        return policy(all);
    }

    private static String listed(RunningAgent agent, String name) {
        return ask(agent, "list")
                .out()
                .lines()
                .filter(line -> line.contains(" " + name + " "))
                .findFirst()
                .orElse("");
    }
}
