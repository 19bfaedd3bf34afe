package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.event.PolicyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class ProcessSelectorTest {
    @TempDir
    Path folder;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    /** A policy that tells of every chdir under {@code selector}. */
    private void apply(String selector) {
        watch.applyToChdir("""
                - matchArgs:
                  - index: 0
                    operator: Prefix
                    values: [ "%s" ]
                """.formatted(folder) + selector.indent(2));
    }

    /** A process that changes to a folder for each line of its input. */
    private Process shell(Path program) throws IOException {
        return new ProcessBuilder(
                        program.toString(),
                        "-c",
                        "while read d; do cd $d; $1 -c \"cd $d.child; :\"; done; :",
                        "x",
                        program.toString())
                .start();
    }

    private void tell(Process shell, String name) throws IOException {
        shell.outputWriter().write(folder.resolve(name) + "\n");
        shell.outputWriter().flush();
    }

    private Path copyOf(String program, String name) throws IOException {
        Path real = Path.of(program).toRealPath();
        Path copy = Files.copy(real, folder.resolve(name));
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        return copy;
    }

    private List<String> told() {
        return watch.events().stream()
                .map(event -> PolicyWatch.values(event).getFirst().toString())
                .map(text -> text.substring(text.lastIndexOf('/') + 1, text.length() - 1))
                .toList();
    }

    private PolicyEvent awaitTold(String name) {
        return watch.await(
                event -> PolicyWatch.values(event).getFirst().toString().contains(folder.resolve(name) + "]"));
    }

    @Test
    void knowsTheBinariesOfProcessesThatRunAndThatBegin() throws Exception {
        Path wanted = copyOf("/bin/dash", "wanted");
        Path other = copyOf("/bin/dash", "other");
        Process before = shell(wanted);
        Process unwanted = shell(other);
        apply("""
                matchBinaries:
                - operator: In
                  values: [ "%s", "/nowhere" ]
                """.formatted(wanted));
        Process after = shell(wanted);
        tell(unwanted, "never");
        tell(before, "before");
        tell(after, "after");
        awaitTold("before.child");
        awaitTold("after.child");
        assertThat(told()).containsExactlyInAnyOrder("before", "before.child", "after", "after.child");
        for (Process process : List.of(before, unwanted, after)) process.destroy();
    }

    @Test
    void comparesPathsOfBinariesByTheirEnds() throws Exception {
        Path wanted = copyOf("/bin/dash", "wanted");
        Path other = copyOf("/bin/dash", "other");
        apply("""
                matchBinaries:
                - operator: NotPostfix
                  values: [ "/wanted" ]
                """);
        Process left = shell(wanted);
        Process told = shell(other);
        tell(left, "never");
        tell(told, "told");
        awaitTold("told.child");
        assertThat(told()).containsExactly("told", "told.child");
        left.destroy();
        told.destroy();
    }

    @Test
    void followsTheChildrenOfBinaries() throws Exception {
        Path wanted = copyOf("/bin/dash", "wanted");
        Path other = copyOf("/bin/dash", "other");
        Process parent = new ProcessBuilder(
                        wanted.toString(),
                        "-c",
                        "cd %1$s/parent; %2$s -c 'cd %1$s/child; read x; cd %1$s/late; :'; :".formatted(folder, other))
                .start();
        assertThat(awaitChild(parent)).isPositive();
        apply("""
                matchBinaries:
                - operator: In
                  values: [ "%s" ]
                  followChildren: true
                """.formatted(wanted));
        parent.outputWriter().write("\n");
        parent.outputWriter().flush();
        awaitTold("late");
        Process stranger = shell(other);
        tell(stranger, "never");
        Process second = new ProcessBuilder(
                        wanted.toString(), "-c", "%2$s -c 'cd %1$s/second; :'; :".formatted(folder, other))
                .start();
        awaitTold("second");
        assertThat(told()).containsExactly("late", "second");
        assertThat(second.waitFor()).isZero();
        stranger.destroy();
    }

    private static long awaitChild(Process parent) {
        org.awaitility.Awaitility.await("a child")
                .until(() -> parent.descendants().findAny().isPresent());
        return parent.descendants().findAny().orElseThrow().pid();
    }

    @Test
    void knowsTheBinariesOfParents() throws Exception {
        Path wanted = copyOf("/bin/dash", "wanted");
        Path other = copyOf("/bin/dash", "other");
        apply("""
                matchParentBinaries:
                - operator: In
                  values: [ "%s" ]
                """.formatted(wanted));
        run(other.toString(), "-c", "%2$s -c 'cd %1$s/never; :'; :".formatted(folder, wanted));
        run(wanted.toString(), "-c", "%2$s -c 'cd %1$s/child; :'; :".formatted(folder, other));
        awaitTold("child");
        assertThat(told()).containsExactly("child");
    }

    @Test
    void followsTheChildrenOfBinariesOfParents() throws Exception {
        Path wanted = copyOf("/bin/dash", "wanted");
        Path other = copyOf("/bin/dash", "other");
        apply("""
                matchParentBinaries:
                - operator: In
                  values: [ "%s" ]
                  followChildren: true
                """.formatted(wanted));
        run(
                wanted.toString(),
                "-c",
                "cd %1$s/never; %2$s -c \"cd %1$s/child; %2$s -c 'cd %1$s/grandchild; :'; :\"; :"
                        .formatted(folder, other));
        awaitTold("grandchild");
        assertThat(told()).containsExactly("child", "grandchild");
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    @Test
    void choosesProcessesByNumberWithWhatTheyStart() throws Exception {
        Path shell = copyOf("/bin/dash", "shell");
        Process wanted = shell(shell);
        Process other = shell(shell);
        apply("""
                matchPIDs:
                - operator: In
                  followForks: true
                  values: [ %d ]
                """.formatted(wanted.pid()));
        tell(other, "never");
        tell(wanted, "wanted");
        awaitTold("wanted.child");
        assertThat(told()).containsExactly("wanted", "wanted.child");
        watch.events().clear();
        apply("""
                matchPIDs:
                - operator: NotIn
                  values: [ %d ]
                """.formatted(other.pid()));
        tell(other, "others");
        awaitTold("others.child");
        assertThat(told()).containsExactly("others.child");
        wanted.destroy();
        other.destroy();
    }

    /** A process whose child, which changes to a folder, has a lower number: as after the numbers have begun anew. */
    private static Process parentOfLowerNumber() throws IOException {
        Process parent = new ProcessBuilder("/usr/bin/python3", "-c", """
                import ctypes, os
                libc = ctypes.CDLL(None)
                CLONE3, SIGCHLD = 435, 17
                child, wanted = -1, os.getpid()
                while child < 0 and wanted > 2:
                    wanted -= 1
                    number = (ctypes.c_int * 1)(wanted)
                    child = libc.syscall(
                        CLONE3, (ctypes.c_uint64 * 11)(0, 0, 0, 0, SIGCHLD, 0, 0, 0, ctypes.addressof(number), 1, 0), 88)
                if child == 0:
                    print("ready", flush=True)
                    try: os.chdir(input())
                    except OSError: pass
                else:
                    os.wait()
                """).start();
        assertThat(parent.inputReader().readLine()).isEqualTo("ready");
        return parent;
    }

    @Test
    void followsChildrenThatHaveLowerNumbersThanTheirParents() throws Exception {
        Process parent = parentOfLowerNumber();
        apply("""
                matchPIDs:
                - operator: In
                  followForks: true
                  values: [ %d ]
                """.formatted(parent.pid()));
        tell(parent, "lower");
        assertThat(awaitTold("lower").process().pid()).isLessThan((int) parent.pid());
        parent.waitFor();
    }

    @Test
    void knowsTheParentsBinaryOfChildrenThatHaveLowerNumbers() throws Exception {
        Process parent = parentOfLowerNumber();
        apply("""
                matchParentBinaries:
                - operator: In
                  values: [ "%s" ]
                """.formatted(Path.of("/usr/bin/python3").toRealPath()));
        tell(parent, "lower");
        assertThat(awaitTold("lower").process().pid()).isLessThan((int) parent.pid());
        parent.waitFor();
    }

    @Test
    void choosesProcessesByNamespacesAndCapabilities() throws Exception {
        Path shell = copyOf("/bin/dash", "shell");
        apply("""
                matchNamespaces:
                - namespace: Uts
                  operator: NotIn
                  values: [ "host_ns" ]
                matchCapabilities:
                - type: Effective
                  operator: In
                  values: [ "CAP_SYS_ADMIN", "CAP_NET_RAW" ]
                """);
        run(shell.toString(), "-c", "cd " + folder + "/never; :");
        run("unshare", "--uts", shell.toString(), "-c", "cd " + folder + "/wanted; :");
        run(
                "unshare",
                "--uts",
                "setpriv",
                "--bounding-set",
                "-all",
                "--inh-caps",
                "-all",
                shell.toString(),
                "-c",
                "cd " + folder + "/powerless; :");
        run("unshare", "--uts", shell.toString(), "-c", "cd " + folder + "/last; :");
        awaitTold("last");
        assertThat(told()).containsExactly("wanted", "last");
    }
}
