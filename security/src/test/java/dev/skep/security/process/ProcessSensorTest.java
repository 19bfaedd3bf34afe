package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of programs that are started in the ways that programs are started in. */
@Tag("kernel")
class ProcessSensorTest {
    private static final int SELF = (int) ProcessHandle.current().pid();
    private static Watch watch;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        watch = new Watch(SensorOptions.defaults("test")
                .withAncestors(3)
                .withUserNames(uid -> uid == 0 ? Optional.of("root") : Optional.empty()));
    }

    @AfterAll
    static void nothingWasLost() throws IOException {
        long lost = watch.lost();
        watch.close();
        assertThat(lost).isZero();
    }

    @Test
    void anExecTellsFileArgumentsDirectoryAndParent() throws Exception {
        int pid = watch.run("/bin/sh", "-c", "cd /usr; exec /bin/true 'a b' '' c");
        List<ProcessExec> execs = watch.execsBelow(pid);
        assertThat(execs).extracting(exec -> exec.process().program().binary()).containsExactly("/bin/sh", "/bin/true");
        ProcessExec last = execs.getLast();
        Process process = last.process();
        assertThat(process.pid()).isEqualTo(pid);
        assertThat(process.program().arguments().words()).containsExactly("a b", "", "c");
        assertThat(process.program().arguments().text()).isEqualTo("\"a b\" \"\" c");
        assertThat(process.program().directory()).isEqualTo("/usr");
        assertThat(process.flags()).hasToString("execve");
        assertThat(process.user()).contains("root");
        assertThat(process.cgroupId()).isPositive();
        assertThat(last.parent().orElseThrow().pid()).isEqualTo(SELF);
        assertThat(process.parentId()).contains(last.parent().orElseThrow().id());
        assertThat(last.ancestors()).isNotEmpty();
        assertThat(process.id()).isNotEqualTo(execs.getFirst().process().id());
        assertThat(process.id().text())
                .asBase64Decoded()
                .asString()
                .isEqualTo("test:" + process.id().startNanos() + ":" + pid);
    }

    @Test
    void anExitTellsTheProcessAndItsStatus() throws Exception {
        int pid = watch.run("/bin/sh", "-c", "exit 3");
        ProcessExit exit = watch.exit(pid);
        assertThat(exit.status()).isEqualTo(3);
        assertThat(exit.signal()).isZero();
        assertThat(exit.process().id()).isEqualTo(watch.exec(pid).process().id());
        assertThat(exit.parent().orElseThrow().pid()).isEqualTo(SELF);
        assertThat(exit.time()).isAfterOrEqualTo(exit.process().startTime());
    }

    @Test
    void anExitTellsTheSignal() throws Exception {
        ProcessExit exit = watch.exit(watch.run("/bin/sh", "-c", "kill -9 $$"));
        assertThat(SignalName.of(exit.signal())).isEqualTo("SIGKILL");
        assertThat(exit.status()).isZero();
    }

    @Test
    void aForkWithoutAnExecRunsWhatItsParentRuns() throws Exception {
        int pid = watch.run("/bin/sh", "-c", "(exit 5); exit 6");
        ProcessExit child = watch.exits().stream()
                .filter(exit -> exit.parent().map(parent -> parent.pid() == pid).orElse(false))
                .findFirst()
                .orElseThrow();
        assertThat(child.status()).isEqualTo(5);
        assertThat(child.process().flags()).hasToString("clone");
        assertThat(child.process().program())
                .isSameAs(child.parent().orElseThrow().program());
        assertThat(child.process().parentId())
                .contains(watch.exec(pid).process().id());
        assertThat(child.process().program().binary()).isEqualTo("/bin/sh");
    }

    @Test
    void aRelativeNameBecomesAbsolute() throws Exception {
        Files.copy(Path.of("/bin/true"), folder.resolve("program"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectory(folder.resolve("below"));
        int pid = watch.run("/bin/sh", "-c", "cd " + folder.resolve("below") + "; exec ./../program");
        assertThat(watch.execsBelow(pid).getLast().process().program().binary())
                .isEqualTo(folder.resolve("program").toString());
    }

    @Test
    void aScriptIsNamedWithItsArguments() throws Exception {
        Path script = folder.resolve("script");
        Files.writeString(script, "#!/bin/sh -e\nexit 0\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Program program = watch.exec(watch.run(script.toString(), "one", "two three"))
                .process()
                .program();
        assertThat(program.binary()).isEqualTo(script.toString());
        assertThat(program.arguments().words()).containsExactly("-e", script.toString(), "one", "two three");
    }

    @Test
    void aDeletedFileIsNamedByThePathThatItHad() throws Exception {
        Path file = folder.resolve("gone");
        Files.copy(Path.of("/bin/true"), file, StandardCopyOption.COPY_ATTRIBUTES);
        long inode = (long) Files.getAttribute(file, "unix:ino");
        int pid = watch.run("/bin/sh", "-c", "exec 3<" + file + "; rm " + file + "; exec /proc/self/fd/3");
        Program program = watch.execsBelow(pid).getLast().process().program();
        assertThat(program.binary()).isEqualTo("/proc/self/fd/3");
        BinaryProperties.NamelessFile found = program.properties().file().orElseThrow();
        assertThat(found.path()).isEqualTo(file.toString());
        assertThat(found.inode()).isEqualTo(inode);
        assertThat(found.links()).isZero();
    }

    @Test
    void aFileInMemoryIsNamedByItsName() throws Exception {
        String perl =
                "my $n = 'fileless'; my $d = syscall(319, $n, 0); open(my $m, '>&=', $d); open(my $f, '<', '/bin/true');"
                        + " binmode $f; binmode $m; local $/; print {$m} scalar(<$f>); $m->flush(); exec {\"/proc/self/fd/$d\"} 'true', 'x';";
        int pid = watch.run("/usr/bin/perl", "-MIO::Handle", "-e", "$^F = 100; " + perl);
        Program program = watch.execsBelow(pid).getLast().process().program();
        assertThat(program.binary()).startsWith("/proc/self/fd/");
        assertThat(program.properties().file().orElseThrow().path()).isEqualTo("/memfd:fileless");
        assertThat(program.arguments().words()).containsExactly("x");
    }

    @Test
    void aThreadThatIsNotTheFirstMayExec() throws Exception {
        int pid = watch.run(
                "/usr/bin/perl", "-Mthreads", "-e", "threads->create(sub { exec '/bin/true', 'thread' })->join;");
        List<ProcessExec> execs = watch.execsBelow(pid);
        assertThat(execs)
                .extracting(exec -> exec.process().program().binary())
                .containsExactly("/usr/bin/perl", "/bin/true");
        assertThat(execs).allSatisfy(exec -> assertThat(exec.process().pid()).isEqualTo(pid));
        assertThat(watch.exit(pid).process().id())
                .isEqualTo(execs.getLast().process().id());
    }

    @Test
    void manyThreadsThatEndAtOnceAreOneExit() throws Exception {
        int pid =
                watch.run("/usr/bin/perl", "-Mthreads", "-e", "threads->create(sub { sleep 100 }) for 1..20; exit 7;");
        assertThat(watch.exit(pid).status()).isEqualTo(7);
    }

    @Test
    void anExecThatFailsIsNone() throws Exception {
        int pid = watch.run("/bin/sh", "-c", "exec " + folder.resolve("nothing"));
        assertThat(watch.exec(pid).process().program().binary()).isEqualTo("/bin/sh");
        assertThat(watch.exit(pid).status()).isEqualTo(127);
    }

    @Test
    void namesInNoEncodingStayReadable() throws Exception {
        int pid = watch.run("/usr/bin/perl", "-e", "exec '/bin/true', \"\\xff\\xfe\", \"\\xc3\\xa4\\n\"");
        assertThat(watch.execsBelow(pid)
                        .getLast()
                        .process()
                        .program()
                        .arguments()
                        .words())
                .containsExactly("\uFFFD\uFFFD", "ä\n");
    }

    @Test
    void directoriesOfOtherMountsAreWhole() throws Exception {
        String script = "mount -t tmpfs none " + folder + "; mkdir -p " + folder + "/a/b; cd " + folder
                + "/a/b; mount --bind /usr " + folder + "/a; cd " + folder + "/a/share; /bin/true";
        int pid = watch.run("/usr/bin/unshare", "--mount", "/bin/sh", "-c", script);
        ProcessExec last = watch.execsBelow(pid).getLast();
        assertThat(last.process().program().binary()).isEqualTo("/bin/true");
        assertThat(last.process().program().directory()).isEqualTo(folder + "/a/share");
        assertThat(last.process().namespaces().mnt())
                .isNotEqualTo(
                        watch.execsBelow(pid).getFirst().process().namespaces().mnt());
    }

    @Test
    void aDeepDirectoryIsToldAsAWhole(@TempDir Path top) throws Exception {
        Path deep = Files.createDirectories(top.toRealPath().resolve("d/".repeat(500)));
        int pid = watch.run("/bin/sh", "-c", "cd " + deep + " && exec /bin/true");
        ProcessExec last = watch.execsBelow(pid).getLast();
        assertThat(last.process().program().binary()).isEqualTo("/bin/true");
        assertThat(last.process().program().directory()).isEqualTo(deep.toString());
        assertThat(last.process().flags().has(ProcessFlag.CUT_DIRECTORY)).isFalse();
    }

    @Test
    void aPidNamespaceCountsByItself() throws Exception {
        int pid = watch.run("/usr/bin/unshare", "--pid", "--fork", "/bin/sh", "-c", "/bin/true; exit 0");
        List<ProcessExec> execs = watch.execsBelow(pid);
        Process outside = execs.getFirst().process();
        Process first = execs.get(1).process();
        Process second = execs.get(2).process();
        assertThat(outside.namespacePid()).isZero();
        assertThat(outside.inInitTree()).isFalse();
        assertThat(first.namespacePid()).isEqualTo(1);
        assertThat(first.inInitTree()).isTrue();
        assertThat(second.namespacePid()).isEqualTo(2);
        assertThat(second.inInitTree()).isTrue();
        assertThat(second.flags()).hasToString("execve clone inInitTree");
        assertThat(first.namespaces().pid()).isNotEqualTo(outside.namespaces().pid());
        assertThat(first.namespaces().uts()).isEqualTo(outside.namespaces().uts());
        assertThat(watch.exit(first.pid()).process().id()).isEqualTo(first.id());
    }
}
