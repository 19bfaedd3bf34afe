package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.testkit.Skip;
import dev.skep.testkit.container.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real programs that do what they may not. Where the kernel has the LSM for programs they are denied it; elsewhere they are killed by what
 * the kernel has. What the event says is what is found to be so afterwards.
 */
@Tag("kernel")
class EnforcementTest {
    private static final int KILLED = 128 + 9;

    @TempDir
    Path folder;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    private static boolean denies() {
        return KernelFeatures.of(KernelFeature.LSM) instanceof Support.Supported;
    }

    private record Run(Process process, String output) {
        int status() {
            return process.exitValue();
        }
    }

    private static Run run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return new Run(process, output);
    }

    private Path passwords() throws IOException {
        return Files.copy(Path.of("/etc/passwd"), folder.resolve("passwd"));
    }

    private static String writing(Path file, String action) {
        return """
                - call: security_file_permission
                  syscall: false
                  return: true
                  args:
                  - index: 0
                    type: file
                  - index: 1
                    type: int
                  returnArg:
                    index: 0
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%s" ]
                    - index: 1
                      operator: Equal
                      values: [ 2 ]
                    matchActions:
                    - action: %s
                """.formatted(file, action);
    }

    /** What a program does that empties a file before it writes it anew, or puts another into its place. */
    private static String replacing(Path file, String action) {
        return """
                - call: security_path_truncate
                  syscall: false
                  args:
                  - index: 0
                    type: path
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%1$s" ]
                    matchActions:
                    - action: %2$s
                - call: security_file_truncate
                  syscall: false
                  ignore: { callNotFound: true }
                  args:
                  - index: 0
                    type: file
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%1$s" ]
                    matchActions:
                    - action: %2$s
                - call: security_inode_rename
                  syscall: false
                  args:
                  - index: 1
                    type: dentry
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Postfix
                      values: [ "/passwd" ]
                    matchActions:
                    - action: %2$s
                """.formatted(file, action);
    }

    private Run edit(Path file) throws Exception {
        // The editor of BusyBox takes its first commands from a line each.
        return run(Tool.require("busybox").toString(), "vi", "-c", "%s/root/intruder/\nwq", file.toString());
    }

    @Test
    void killsAnEditorBeforeItWritesAFile() throws Exception {
        Path file = passwords();
        String before = Files.readString(file);
        watch.apply("kprobes:\n" + writing(file, "Sigkill"));
        Run editor = edit(file);
        assertThat(editor.status()).as(editor.output()).isEqualTo(KILLED);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(watch.await(editor.process()).effect()).isEqualTo(Effect.KILLED_BEFORE);
    }

    @Test
    void deniesAnEditorItsFile() throws Exception {
        Skip.unless(denies(), "only the LSM can deny what is written");
        Path file = passwords();
        String before = Files.readString(file);
        watch.apply("kprobes:\n" + writing(file, "Override\n      argError: -1"));
        Run editor = edit(file);
        assertThat(editor.status()).as(editor.output()).isNotEqualTo(KILLED);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(watch.await(editor.process()).effect()).isEqualTo(Effect.DENIED);
    }

    /** An editor that is killed leaves its swap file behind, at which the next one gives up with 1: each has a folder of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"yes", "no"})
    void killsAnEditorBeforeItReplacesAFile(String copies) throws Exception {
        Skip.unless(denies(), "only the LSM can deny that a file is emptied or renamed");
        Path vim = Tool.require("vim");
        Path file = passwords();
        String before = Files.readString(file);
        watch.apply("kprobes:\n" + writing(file, "Sigkill") + replacing(file, "Sigkill"));
        Run editor = run(
                vim.toString(),
                "-u",
                "NONE",
                "-es",
                "-N",
                "-i",
                "NONE",
                "-V1",
                "-c",
                "set writebackup backupcopy=" + copies,
                "-c",
                "%s/root/intruder/",
                "-c",
                "wq",
                file.toString());
        assertThat(editor.status()).as(editor.output()).isEqualTo(KILLED);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(watch.await(editor.process()).effect()).isEqualTo(Effect.KILLED_BEFORE);
    }

    @Test
    void killsAShellBeforeItAppendsToAFile() throws Exception {
        Path file = passwords();
        String before = Files.readString(file);
        watch.apply("kprobes:\n" + writing(file, "Sigkill"));
        Run shell = run("/bin/sh", "-c", "echo intruder::0:0::/: >> " + file);
        assertThat(shell.status()).isEqualTo(KILLED);
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(watch.await(shell.process()).effect()).isEqualTo(Effect.KILLED_BEFORE);
        assertThat(run("/bin/cat", file.toString()).output()).isEqualTo(before);
    }

    @Test
    void refusesConnectionsToAForbiddenAddress() throws Exception {
        try (ServerSocket allowed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                ServerSocket forbidden = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            watch.apply("""
                    kprobes:
                    - call: security_socket_connect
                      syscall: false
                      args:
                      - index: 1
                        type: sockaddr
                      selectors:
                      - matchArgs:
                        - index: 1
                          operator: SAddr
                          values: [ 127.0.0.1 ]
                        - index: 1
                          operator: SPort
                          values: [ %d ]
                        matchActions:
                        - action: Override
                          argError: -1
                    """.formatted(forbidden.getLocalPort()));
            String connect = "exec 3<>/dev/tcp/127.0.0.1/";
            assertThat(run("/bin/bash", "-c", connect + allowed.getLocalPort()).status())
                    .isZero();
            Run client = run("/bin/bash", "-c", connect + forbidden.getLocalPort());
            assertThat(client.status()).isNotZero();
            assertThat(client.output()).contains("Operation not permitted");
            assertThat(watch.await(client.process()).effect()).isEqualTo(Effect.DENIED);
        }
    }

    @Test
    void letsNoContainerMount() throws Exception {
        String denied = """
                lsmhooks:
                - hook: sb_mount
                  args:
                  - index: 2
                    type: string
                  selectors:
                  - matchNamespaces:
                    - namespace: Mnt
                      operator: NotIn
                      values: [ host_ns ]
                    matchActions:
                    - action: Override
                      argError: -1
                """;
        String killed = """
                kprobes:
                - call: sys_mount
                  syscall: true
                  args:
                  - index: 2
                    type: string
                  selectors:
                  - matchNamespaces:
                    - namespace: Mnt
                      operator: NotIn
                      values: [ host_ns ]
                    matchArgs:
                    - index: 2
                      operator: Equal
                      values: [ tmpfs ]
                    matchActions:
                    - action: Sigkill
                """;
        Path there = Files.createDirectory(folder.resolve("there"));
        String mount = "mount -t tmpfs none " + there;
        String container = "echo ready; read go; " + mount + "; echo $?; grep -c ' " + there + " ' /proc/self/mounts";
        Process process = new ProcessBuilder("/usr/bin/unshare", "--mount", "/bin/sh", "-c", container)
                .redirectErrorStream(true)
                .start();
        // What unshare mounts itself is no matter of the policy.
        assertThat(process.getInputStream().readNBytes("ready\n".length()))
                .asString()
                .isEqualTo("ready\n");
        watch.apply(denies() ? denied : killed);
        process.getOutputStream().write('\n');
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        PolicyEvent event = watch.await(any -> true);
        if (denies()) {
            assertThat(event.effect()).isEqualTo(Effect.DENIED);
            assertThat(output).endsWith("\n0\n");
        } else {
            assertThat(event.effect()).isEqualTo(Effect.KILLED_AFTER);
            assertThat(output).contains("137\n");
        }
        Run host = run("/bin/sh", "-c", mount + " && umount " + there);
        assertThat(host.status()).as(host.output()).isZero();
    }

    @Test
    void letsNoStrangerRun() throws Exception {
        Path shell = Files.copy(Path.of("/bin/sh").toRealPath(), folder.resolve("shell"));
        Path stranger = Files.copy(Path.of("/bin/uname").toRealPath(), folder.resolve("stranger"));
        Path friend = Files.copy(Path.of("/bin/uname").toRealPath(), folder.resolve("friend"));
        watch.apply("""
                kprobes:
                - call: security_bprm_check
                  syscall: false
                  args:
                  - index: 0
                    type: linux_binprm
                  selectors:
                  - matchBinaries:
                    - operator: In
                      values: [ "%s" ]
                    matchArgs:
                    - index: 0
                      operator: NotEqual
                      values: [ "%s" ]
                    matchActions:
                    - action: %s
                """.formatted(shell, friend, denies() ? "Override\n      argError: -1" : "Sigkill"));
        Run outcome = run(shell.toString(), "-c", friend + "; " + stranger + "; echo $?");
        PolicyEvent event = watch.await(any -> true);
        assertThat(outcome.output()).startsWith("Linux\n");
        assertThat(outcome.output().lines().filter("Linux"::equals)).hasSize(1);
        if (denies()) {
            assertThat(outcome.output()).contains("Operation not permitted").endsWith("126\n");
            assertThat(event.effect()).isEqualTo(Effect.DENIED);
        } else {
            assertThat(outcome.output()).endsWith(KILLED + "\n");
            assertThat(event.effect()).isEqualTo(Effect.KILLED_AFTER);
        }
        assertThat(run(stranger.toString()).output()).isEqualTo("Linux\n");
    }
}
