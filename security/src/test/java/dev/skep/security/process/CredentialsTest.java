package dev.skep.security.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.testkit.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rights of programs, and programs that bring rights. */
@Tag("kernel")
class CredentialsTest {
    private static final int NOBODY = 65_534;
    private static final int DAEMON = 1;
    private static final long CAP_NET_RAW = 1L << 13;
    private static Watch watch;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        watch = Watch.start();
    }

    @AfterAll
    static void close() throws Exception {
        watch.close();
    }

    private Process asNobody(String... command) throws Exception {
        String[] whole = new String[5 + command.length];
        System.arraycopy(
                new String[] {"/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"
                },
                0,
                whole,
                0,
                5);
        System.arraycopy(command, 0, whole, 5, command.length);
        return watch.execsBelow(watch.run(whole)).getLast().process();
    }

    private Path program(String mode) throws Exception {
        Path file = folder.resolve("program");
        Files.copy(Path.of("/bin/true"), file);
        new ProcessBuilder("chmod", mode, file.toString()).start().waitFor();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    @Test
    void rootHasAll() throws Exception {
        Process process = watch.exec(watch.run("/bin/true")).process();
        Credentials rights = process.credentials();
        assertThat(rights.uid()).isZero();
        assertThat(rights.effective()).isEqualTo(rights.permitted()).isNotZero();
        assertThat(rights.userNamespace().level()).isZero();
        assertThat(Integer.toUnsignedLong(rights.userNamespace().inum()))
                .isEqualTo(inode("/proc/self/ns/user"))
                .isEqualTo(Integer.toUnsignedLong(process.namespaces().user()));
        assertThat(Integer.toUnsignedLong(process.namespaces().mnt())).isEqualTo(inode("/proc/self/ns/mnt"));
        assertThat(Integer.toUnsignedLong(process.namespaces().pid())).isEqualTo(inode("/proc/self/ns/pid"));
        assertThat(Integer.toUnsignedLong(process.namespaces().cgroup())).isEqualTo(inode("/proc/self/ns/cgroup"));
        assertThat(Integer.toUnsignedLong(process.namespaces().time())).isEqualTo(inode("/proc/self/ns/time"));
        assertThat(process.program().properties()).isEqualTo(BinaryProperties.NONE);
    }

    private static long inode(String file) throws Exception {
        String link = Files.readSymbolicLink(Path.of(file)).toString();
        return Long.parseLong(link.substring(link.indexOf('[') + 1, link.indexOf(']')));
    }

    @Test
    void anotherUserHasNone() throws Exception {
        Credentials rights = asNobody("/bin/true").credentials();
        assertThat(rights.uid()).isEqualTo(NOBODY);
        assertThat(rights.gid()).isEqualTo(NOBODY);
        assertThat(rights.euid()).isEqualTo(NOBODY);
        assertThat(rights.fsgid()).isEqualTo(NOBODY);
        assertThat(rights.permitted()).isZero();
        assertThat(rights.effective()).isZero();
    }

    @Test
    void theSetUserIdBitOfRootIsAGain() throws Exception {
        Process process = asNobody(program("4755").toString());
        assertThat(process.credentials().uid()).isEqualTo(NOBODY);
        assertThat(process.credentials().euid()).isZero();
        assertThat(process.program().properties().setUid()).hasValue(0);
        assertThat(process.program().properties().setGid()).isEmpty();
        assertThat(process.program().properties().gains()).containsExactly(PrivilegeGain.SET_USER_ID);
    }

    @Test
    void theSetGroupIdBitOfAnotherGroupIsToldButNoGain() throws Exception {
        Path file = program("755");
        new ProcessBuilder("chgrp", Integer.toString(DAEMON), file.toString())
                .start()
                .waitFor();
        new ProcessBuilder("chmod", "2755", file.toString()).start().waitFor();
        Process process = asNobody(file.toString());
        assertThat(process.credentials().egid()).isEqualTo(DAEMON);
        assertThat(process.program().properties().setGid()).hasValue(DAEMON);
        assertThat(process.program().properties().gains()).isEmpty();
    }

    @Test
    void capabilitiesOfAFileAreAGain() throws Exception {
        Path setcap = Path.of("/usr/sbin/setcap");
        Skip.unless(Files.exists(setcap), "no " + setcap + " here");
        Path file = program("755");
        int status = new ProcessBuilder(setcap.toString(), "cap_net_raw=ep", file.toString())
                .start()
                .waitFor();
        assertThat(status).isZero();
        // setpriv itself keeps capabilities until it runs the next program.
        Process process = asNobody("/bin/sh", "-c", "exec " + file);
        assertThat(process.credentials().effective()).isEqualTo(CAP_NET_RAW);
        assertThat(process.program().properties().gains()).containsExactly(PrivilegeGain.FILE_CAPABILITIES);
        Process next = asNobody("/bin/true");
        assertThat(next.program().properties()).isEqualTo(BinaryProperties.NONE);
    }
}
