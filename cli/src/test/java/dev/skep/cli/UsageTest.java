package dev.skep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.cli.Cli.Run;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says to words that make no sense: one line, status 2, nothing attached. */
class UsageTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("frobnicate", "skep: unknown command 'frobnicate': see skep --help"),
                Arguments.of("trace frob", "skep: unknown command 'trace frob': see skep --help"),
                Arguments.of("--frob", "skep: unknown option '--frob': see skep --help"),
                Arguments.of(
                        "trace open --frob", "skep trace open: unknown option '--frob' (see skep trace open --help)"),
                Arguments.of(
                        "trace open extra",
                        "skep trace open: unexpected argument 'extra' (see skep trace open --help)"),
                Arguments.of("trace open -p -5", "'-5' is not a process id (1 to 4194304)"),
                Arguments.of("trace open --pid=1,x", "'x' is not a process id"),
                Arguments.of("trace open -p", "missing required parameter for option '--pid'"),
                Arguments.of("trace open --columns pid,frob", "unknown column 'frob': the columns are time,"),
                Arguments.of("trace open --columns pid,pid", "column 'pid' is named twice"),
                Arguments.of("trace open -o yaml", "'yaml' is not a format (columns or json)"),
                Arguments.of("trace open --errno EFROB", "'EFROB' is not an error"),
                Arguments.of("trace open -f O_FROB", "'O_FROB' is not a flag of open(2)"),
                Arguments.of("trace open --path etc", "'etc' does not begin with a slash"),
                Arguments.of("trace open -n name-of-16-bytes", "the name of a thread has 1 to 15"),
                Arguments.of("trace open -d soon", "'soon' is not a duration"),
                Arguments.of("trace open --count 0", "'0' is not a number (1 or more)"),
                Arguments.of("trace exec -c /proc", "'/proc' is not a folder of a cgroup v2 hierarchy"),
                Arguments.of("trace open --cgroup /nowhere", "'/nowhere' does not exist"),
                Arguments.of("trace exec --max-args -1", "'-1' is not a number"),
                Arguments.of("drop", "no filter: name the packets, such as icmp"),
                Arguments.of("drop icmp", "no device: name one with --dev"),
                Arguments.of("drop icmp -i no-such-device", "no device 'no-such-device': there are "),
                Arguments.of("drop icmp -i lo --mode fast", "'fast' is not a mode (auto, native or generic)"),
                Arguments.of("drop --recipe death -i lo", "'death' is not a recipe: see skep drop recipes"),
                Arguments.of("drop icmp -i lo --pin a/b", "'a/b' is not a name (1 to 64 letters, digits, - and _"),
                Arguments.of("drop icmp -i lo --pin .", "'.' is not a name"),
                Arguments.of("drop icmp -i lo --pin web --sample 5", "skep drop watch web has --sample"),
                Arguments.of("drop icmp -i lo --sample 0", "'0' is not a number of packets (1 to 1000)"),
                Arguments.of("drop add", "no name: skep drop add NAME FILTER (see skep drop list)"),
                Arguments.of("drop add web", "no filter: name the packets, such as icmp"),
                Arguments.of("drop remove", "no name: see skep drop list, or --all"),
                Arguments.of("drop remove --all web", "--all, or a name, not both"),
                Arguments.of("drop remove a b --rule 1", "--rule is a rule of one"),
                Arguments.of("drop remove web --rule x", "'x' is not a number"),
                Arguments.of("drop watch", "no name: see skep drop list, or only serve all with --metrics :PORT"),
                Arguments.of("drop watch --metrics nine", "'nine' is not an address (:9400, "),
                Arguments.of("drop watch --metrics :99999", "':99999' is not an address"),
                Arguments.of("drop watch --metrics localhost:9400", "'localhost:9400' is not an address"),
                Arguments.of("drop watch --metrics 1.2.3.4.5:9400", "'1.2.3.4.5:9400' is not an address"),
                Arguments.of("drop watch ../etc", "'../etc' is not a name"),
                Arguments.of("drop list -o yaml", "'yaml' is not a format (columns or json)"),
                Arguments.of("drop test icmp", "no capture: name one with --pcap FILE"),
                Arguments.of("drop test tcp and udp --pcap /no/such/file", "'tcp and udp' matches no packet"),
                Arguments.of("drop test icmp --pcap /no/such/file", "/no/such/file: no such file"),
                Arguments.of("list frob", "'frob' is not a kind of object (programs, maps or links)"),
                Arguments.of("list --source x", "'x' is not an id (1 to 2147483647)"),
                Arguments.of("list maps --stats", "--stats is for programs: skep list programs --stats"),
                Arguments.of("list links --columns id,frob", "unknown column 'frob': the columns are id,type,program,"),
                Arguments.of("map frob", "skep: unknown command 'map frob': see skep --help"),
                Arguments.of("map dump", "missing required parameter: 'ID|NAME|PATH'"),
                Arguments.of("policy frob", "skep: unknown command 'policy frob': see skep --help"),
                Arguments.of("policy add", "skep policy add: missing required parameter: 'FILE'"),
                Arguments.of("policy add /no/such/file", "/no/such/file: no such file"),
                Arguments.of("policy check", "missing required parameter: 'FILE'"),
                Arguments.of("policy check /proc/self/task", "no file with policies (*.yaml, *.yml or *.json)"),
                Arguments.of("policy explain", "missing required parameter: 'FILE'"),
                Arguments.of("policy delete", "missing required parameter: 'NAME'"),
                Arguments.of("policy enable", "missing required parameter: 'NAME'"),
                Arguments.of("policy set-mode web", "missing required parameter: 'MODE'"),
                Arguments.of("policy set-mode web deny", "'deny' is not a mode (enforce or monitor)"),
                Arguments.of("policy list -o yaml", "'yaml' is not a format (columns or json)"),
                Arguments.of("run", "skep run: missing required parameter: 'FILE.java'"),
                Arguments.of("run /no/such/File.java", "skep run: /no/such/File.java: no such file"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsOneLineAndStatusTwo(String words, String message) {
        Run run = Cli.run(words.split(" "));
        assertThat(run.error()).contains(message).endsWith("\n");
        assertThat(run.error().lines()).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void withoutWordsTheOverviewGoesToStandardError() {
        Run run = Cli.run();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.error()).contains("usage: skep COMMAND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help", "trace", "trace --help"})
    void theOverviewNamesEveryCommand(String words) {
        Run run = Cli.run(words.split(" "));
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("trace open", "trace exec", "run ", "list ", "map dump", "doctor", "completion", "version")
                .contains("policy add", "policy check", "policy explain", "policy set-mode");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "trace open",
                "trace exec",
                "run",
                "list",
                "map dump",
                "doctor",
                "completion",
                "version",
                "policy list",
                "policy add",
                "policy delete",
                "policy enable",
                "policy disable",
                "policy set-mode",
                "policy release",
                "policy check",
                "policy explain"
            })
    void everyCommandHasHelp(String words) {
        Run run = Cli.run((words + " --help").split(" "));
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: skep " + words).contains("--debug");
        assertThat(run.error()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"version", "--version", "-V"})
    void theVersionIsPrinted(String word) {
        assertThat(Cli.run(word).out()).startsWith("skep ");
    }

    @Test
    void completionIsAScriptThatBashAccepts(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(
                folder.resolve("skep.bash"), Cli.run("completion").out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script + " && COMP_WORDS=(skep trace open --ti) COMP_CWORD=3 && _complete_skep &&"
                                + " echo ${COMPREPLY[@]}")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("--timestamp");
    }

    @Test
    void javacsErrorsNameFileAndLine(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("Broken.java"), "class Broken {\n    int x = ;\n}\n");
        Run run = Cli.run("run", "--dump", file.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("Broken.java:2: error: illegal start of expression");
    }

    @Test
    void aFileWithoutHooksIsRefused(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("Plain.java"), "class Plain {}\n");
        Run run = Cli.run("run", "--dump", file.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.error()).contains("no class in it has a method with a hook");
    }
}
