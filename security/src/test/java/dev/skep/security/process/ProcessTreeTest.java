package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessTreeTest {
    private static final long SECOND = 1_000_000_000;
    private static final Credentials ROOT =
            new Credentials(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new Credentials.UserNamespace(0, 0, 0, 0));
    private static final Namespaces HOST = new Namespaces(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private final ProcessTree tree = tree(2);
    private final ProcessMaker maker = new ProcessMaker(SensorOptions.defaults("test"), new WallClock());
    private long now;

    private static ProcessTree tree(int ancestors) {
        return new ProcessTree(
                ancestors,
                new EndedProcesses(100, Duration.ofSeconds(5)),
                (pid, start) -> process(pid, start, "unknown", Arguments.NONE, Optional.empty()));
    }

    private static Process process(int pid, long start, String binary, Arguments arguments, Optional<Process> parent) {
        return new Process(
                ExecId.of("test", start, pid),
                parent.map(Process::id),
                0,
                new Program(binary, arguments, "/", Arguments.NONE, BinaryProperties.NONE),
                ProcessFlags.of(ProcessFlag.EXECVE),
                Instant.EPOCH,
                -1,
                Optional.empty(),
                ROOT,
                HOST,
                1,
                new References());
    }

    private void fork(int pid, long start, int parentPid, long parentStart) {
        tree.fork(new Fork(maker, pid, start, 0, Optional.empty(), 0, 1), parentPid, parentStart, now);
    }

    private ProcessExec exec(int pid, long start, int parentPid, long parentStart, String binary) {
        return exec(pid, start, parentPid, parentStart, binary, Arguments.NONE);
    }

    private ProcessExec exec(int pid, long start, int parentPid, long parentStart, String binary, Arguments arguments) {
        Process process = process(pid, start, binary, arguments, tree.parent(parentPid, parentStart));
        return tree.exec(process, parentPid, parentStart, now);
    }

    private Optional<ProcessExit> exit(int pid, long start) {
        return tree.exit(new Exit(pid, start, 0, 0, 0, Instant.EPOCH), now);
    }

    private Optional<Process> find(int pid, long start) {
        return tree.find(ExecId.of("test", start, pid));
    }

    @Test
    void theSameProcessIdAtAnotherTimeIsAnotherProcess() {
        exec(1, 1, 0, 0, "/init");
        exec(7, 10, 1, 1, "/old");
        assertThat(exit(7, 10)).isPresent();
        fork(7, 20, 1, 1);
        assertThat(find(7, 10).orElseThrow().program().binary()).isEqualTo("/old");
        assertThat(find(7, 20).orElseThrow().program().binary()).isEqualTo("/init");
        assertThat(find(7, 30)).isEmpty();
    }

    @Test
    void findsWhatRanAtAMoment() {
        exec(1, 1, 0, 0, "/init");
        fork(7, 10, 1, 1);
        exec(7, 20, 1, 1, "/first");
        exec(7, 30, 1, 1, "/second");
        assertThat(exit(7, 30)).isPresent();
        assertThat(tree.at(7, 9)).isEmpty();
        assertThat(binaryAt(10)).isEqualTo("/init");
        assertThat(binaryAt(29)).isEqualTo("/first");
        assertThat(binaryAt(40)).isEqualTo("/second");
    }

    private String binaryAt(long nanos) {
        return tree.at(7, nanos).orElseThrow().program().binary();
    }

    @Test
    void anExitIsToldOnce() {
        exec(1, 1, 0, 0, "/init");
        exec(7, 10, 1, 1, "/old");
        assertThat(exit(7, 10)).isPresent();
        assertThat(exit(7, 10)).isEmpty();
    }

    @Test
    void aParentThatEndedIsStillNamed() {
        exec(1, 1, 0, 0, "/init");
        exec(2, 2, 1, 1, "/shell");
        fork(3, 3, 2, 2);
        exit(2, 2);
        now += 60 * SECOND;
        tree.evict(now);
        ProcessExit exit = exit(3, 3).orElseThrow();
        assertThat(exit.process().program().binary()).isEqualTo("/shell");
        assertThat(exit.parent().orElseThrow().program().binary()).isEqualTo("/shell");
        assertThat(exit.ancestors()).extracting(Process::pid).containsExactly(1);
    }

    @Test
    void referencesCountTheProcessAndItsChildren() {
        References init = exec(1, 1, 0, 0, "/init").process().references();
        assertThat(init.count()).isEqualTo(1);
        exec(2, 2, 1, 1, "/one");
        fork(3, 3, 1, 1);
        assertThat(init.count()).isEqualTo(3);
        exit(2, 2);
        exit(3, 3);
        assertThat(init.count()).isEqualTo(1);
        exit(1, 1);
        assertThat(init.count()).isZero();
    }

    @Test
    void whatNobodyToldOfIsLookedUp() {
        ProcessExec exec = exec(5, 50, 4, 40, "/child");
        assertThat(exec.parent().orElseThrow().program().binary()).isEqualTo("unknown");
        ProcessExit exit = exit(9, 90).orElseThrow();
        assertThat(exit.process().program().binary()).isEqualTo("unknown");
    }

    @Test
    void theEndOfAnOlderProcessThatNobodyToldOfIsNotTold() {
        exec(1, 1, 0, 0, "/init");
        tree.began(100);
        assertThat(exit(9, 90)).isEmpty();
        assertThat(exit(1, 1)).isPresent();
        assertThat(exit(9, 110)).isPresent();
    }

    @Test
    void endedProcessesAreForgottenAfterAWhile() {
        exec(1, 1, 0, 0, "/init");
        exec(2, 2, 1, 1, "/one");
        exit(2, 2);
        assertThat(find(2, 2)).isPresent();
        now += 4 * SECOND;
        tree.evict(now);
        assertThat(find(2, 2)).isPresent();
        now += 2 * SECOND;
        tree.evict(now);
        assertThat(find(2, 2)).isEmpty();
        assertThat(tree.size()).isEqualTo(1);
    }

    @Test
    void endedProcessesWithLongCommandLinesAreForgottenEarlier() {
        Arguments megabyte = Arguments.of(List.of("x".repeat(1 << 20)));
        exec(1, 1, 0, 0, "/init");
        for (int i = 2; i < 50; i++) {
            exec(i, i, 1, 1, "/cc", megabyte);
            exit(i, i);
        }
        assertThat(tree.size()).isLessThan(10);
        assertThat(find(49, 49)).isPresent();
    }

    @Test
    void aProcessThatIsToldTwiceIsKeptOnce() {
        exec(1, 1, 0, 0, "/init");
        exec(7, 10, 1, 1, "/first");
        exec(7, 10, 1, 1, "/second");
        assertThat(tree.size()).isEqualTo(2);
        assertThat(find(7, 10).orElseThrow().program().binary()).isEqualTo("/second");
        assertThat(find(1, 1).orElseThrow().references().count()).isEqualTo(2);
    }

    @Test
    void aMillionProcessesLeaveNothingBehind() {
        exec(1, 1, 0, 0, "/init");
        for (int i = 2; i <= 1_000_000; i++) {
            fork(i, i, 1, 1);
            exec(i, 2_000_000L + i, 1, 1, "/short");
            exit(i, 2_000_000L + i);
        }
        assertThat(tree.size()).isLessThanOrEqualTo(101);
        assertThat(tree.running()).extracting(Process::pid).containsExactly(1);
    }

    @Test
    void aChainOfProcessesThatForkAndEndKeepsNoOldAncestors() {
        exec(1, 1, 0, 0, "/init");
        fork(2, 2, 1, 1);
        for (int i = 3; i < 10_000; i++) {
            fork(i, i, i - 1, i - 1);
            exit(i - 1, i - 1);
            now += SECOND;
            tree.evict(now);
        }
        List<Process> ancestors = exec(9_999, 20_000, 9_998, 9_998, "/last").ancestors();
        assertThat(ancestors).hasSizeLessThanOrEqualTo(2);
        assertThat(tree.size()).isLessThan(20);
    }

    @Test
    void processesWhoseEndWasLostAreSwept() {
        exec(1, 1, 0, 0, "/init");
        exec(2, 2, 1, 1, "/one");
        tree.sweep(pid -> pid == 1, now);
        assertThat(tree.running(2)).isEmpty();
        assertThat(find(2, 2)).isPresent();
    }
}
