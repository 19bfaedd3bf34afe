package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Process ids that are given again at once. */
@Tag("kernel")
class ProcessIdReuseTest {
    /**
     * Starts a process under an id that the one before it had: clone3(2) takes the wanted id in {@code set_tid}. The first one's id is
     * free when it has been waited for; somebody else may be quicker, then clone3 fails with EEXIST and the script says so.
     */
    private static final String TWICE = """
            sub child { my ($wanted, @command) = @_;
                my $tid = pack 'l', $wanted;
                my $args = pack 'Q10', 0, 0, 0, 0, 17, 0, 0, 0, $wanted ? unpack('Q', pack 'p', $tid) : 0, $wanted ? 1 : 0;
                my $pid = syscall 435, $args, 80;
                exit 42 if $pid < 0;
                exec @command unless $pid;
                waitpid $pid, 0;
                return $pid }
            my $pid = child(0, '/bin/sh', '-c', 'exit 3');
            child($pid, '/bin/sh', '-c', 'exit 4');
            child($pid, '/bin/sh', '-c', 'exit 5');
            """;

    @Test
    void eachProcessOfTheSameIdHasItsOwnExecAndExit() throws Exception {
        try (Watch watch = Watch.start()) {
            int[] perl = new int[1];
            await().until(() -> {
                perl[0] = watch.run("/usr/bin/perl", "-e", TWICE);
                return watch.exit(perl[0]).status() == 0;
            });
            List<ProcessExec> execs = watch.execsBelow(perl[0]).stream()
                    .filter(exec -> exec.process().pid() != perl[0])
                    .toList();
            assertThat(execs)
                    .extracting(
                            exec -> exec.process().program().arguments().words().getLast())
                    .containsExactly("exit 3", "exit 4", "exit 5");
            int pid = execs.getFirst().process().pid();
            assertThat(execs).extracting(exec -> exec.process().pid()).containsOnly(pid);
            assertThat(execs).extracting(exec -> exec.process().id()).doesNotHaveDuplicates();
            List<ProcessExit> exits = watch.exits().stream()
                    .filter(exit -> exit.process().pid() == pid)
                    .toList();
            assertThat(exits).extracting(ProcessExit::status).containsExactly(3, 4, 5);
            assertThat(exits)
                    .extracting(exit -> exit.process().id())
                    .containsExactlyElementsOf(
                            execs.stream().map(exec -> exec.process().id()).toList());
            assertThat(exits)
                    .allSatisfy(exit ->
                            assertThat(exit.parent().orElseThrow().pid()).isEqualTo(perl[0]));
            assertThat(watch.lost()).isZero();
        }
    }
}
