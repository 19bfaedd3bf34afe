package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.testkit.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions and hooks of the LSM where the kernel lets programs be attached there. */
@Tag("kernel")
class FunctionPolicyTest {
    @TempDir
    Path folder;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    private static void require(KernelFeature feature) {
        Support support = KernelFeatures.of(feature);
        if (support instanceof Support.NotSupported no) {
            throw Skip.because("no " + feature.title() + " here: " + no.reason());
        }
    }

    private static void requireReplaceable(String function) {
        require(KernelFeature.FMOD_RET);
        Skip.unless(
                new RunningKernel().functionResult(function),
                "no replacing of results of " + function + " (CONFIG_FUNCTION_ERROR_INJECTION)");
    }

    @Test
    void seesAFunctionBeginAndReturn() throws Exception {
        require(KernelFeature.FENTRY);
        watch.apply("""
                kprobes:
                - call: %s
                  syscall: false
                  return: true
                  args:
                  - index: 0
                    type: int
                  - index: 1
                    type: filename
                  - index: 2
                    type: uint16
                  returnArg:
                    index: 0
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Prefix
                      values: [ "%s/" ]
                """.formatted(FolderFunction.name(), folder));
        Process maker = Commands.run("/bin/mkdir", "-m", "0750", folder + "/new");
        PolicyEvent event = watch.await(maker);
        assertThat(PolicyWatch.values(event).subList(0, 2))
                .containsExactly(new ArgumentValue.Int32(-100), new ArgumentValue.Text(folder + "/new"));
        assertThat(event.result().orElseThrow().value()).isEqualTo(new ArgumentValue.Int32(0));
        assertThat(event.hook()).isEqualTo(new HookName.Kprobe(FolderFunction.name()));
    }

    @Test
    void followsPointersByTheKernelsTypes() throws Exception {
        require(KernelFeature.FENTRY);
        watch.apply("""
                fentries:
                - call: security_bprm_check
                  args:
                  - index: 0
                    type: linux_binprm
                  - index: 0
                    type: int
                    resolve: mm.owner.tgid
                  - index: 0
                    type: string
                    resolve: file.f_path.dentry.d_name.name
                  - index: 0
                    type: string
                    resolve: filename
                  selectors:
                  - matchArgs:
                    - args: [ 2 ]
                      operator: Equal
                      values: [ "uname" ]
                """);
        Process shell = Commands.run("/bin/sh", "-c", "/bin/uname; :");
        PolicyEvent event = watch.await(e -> true);
        assertThat(event.hook()).isEqualTo(new HookName.Fentry("security_bprm_check"));
        assertThat(((ArgumentValue.Binprm) PolicyWatch.values(event).getFirst()).path())
                .endsWith("/bin/uname");
        assertThat(PolicyWatch.values(event).getLast()).isEqualTo(new ArgumentValue.Text("/bin/uname"));
        assertThat(shell.exitValue()).isZero();
    }

    @Test
    void deniesByTheHooksOfTheLsm() throws Exception {
        require(KernelFeature.LSM);
        Path secret = Files.writeString(folder.resolve("secret"), "x");
        watch.apply("""
                lsmhooks:
                - hook: file_open
                  args:
                  - index: 0
                    type: file
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%s" ]
                    matchActions:
                    - action: Override
                      argError: -1
                kprobes:
                - call: security_inode_mkdir
                  syscall: false
                  args:
                  - index: 1
                    type: dentry
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Postfix
                      values: [ "/forbidden" ]
                    matchActions:
                    - action: Override
                      argError: -13
                """.formatted(secret));
        Process reader = Commands.run("/bin/cat", secret.toString());
        assertThat(reader.exitValue()).isEqualTo(1);
        PolicyEvent event = watch.await(reader);
        assertThat(event.hook()).isEqualTo(new HookName.Lsm("file_open"));
        assertThat(event.effect()).isEqualTo(Effect.DENIED);
        assertThat(((ArgumentValue.File) PolicyWatch.values(event).getFirst()).path())
                .isEqualTo(secret.toString());
        assertThat(Commands.run("/bin/mkdir", folder + "/forbidden").exitValue())
                .isEqualTo(1);
        assertThat(Commands.run("/bin/mkdir", folder + "/allowed").exitValue()).isZero();
        assertThat(folder.resolve("forbidden")).doesNotExist();
    }

    @Test
    void killsBeforeAProgramRunsThatMayNot() throws Exception {
        require(KernelFeature.LSM);
        Path program = Files.copy(Path.of("/bin/uname").toRealPath(), folder.resolve("stranger"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        watch.apply("""
                lsmhooks:
                - hook: bprm_check_security
                  args:
                  - index: 0
                    type: linux_binprm
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Prefix
                      values: [ "%s/" ]
                    matchActions:
                    - action: Sigkill
                """.formatted(folder));
        Process shell = Commands.run("/bin/sh", "-c", program + "; echo $?");
        PolicyEvent event = watch.await(e -> true);
        assertThat(event.effect()).isEqualTo(Effect.KILLED_BEFORE);
        assertThat(shell.exitValue()).isZero();
    }

    @Test
    void replacesTheResultOfASystemCall() throws Exception {
        requireReplaceable("__x64_sys_linkat");
        Path file = Files.writeString(folder.resolve("file"), "x");
        watch.apply("""
                kprobes:
                - call: sys_linkat
                  syscall: true
                  args:
                  - index: 1
                    type: string
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Equal
                      values: [ "%s" ]
                    matchActions:
                    - action: Override
                      argError: -2
                """.formatted(file));
        Process linker = Commands.run("/bin/ln", file.toString(), folder + "/copy");
        assertThat(linker.exitValue()).isEqualTo(1);
        assertThat(watch.await(linker).effect()).isEqualTo(Effect.DENIED);
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void replacesTheResultOfAFunctionByTheMethodThatThePolicyInsistsOn() throws Exception {
        require(KernelFeature.FMOD_RET);
        watch.apply("""
                options:
                - name: override-method
                  value: fmod-ret
                kprobes:
                - call: security_inode_mkdir
                  syscall: false
                  args:
                  - index: 1
                    type: dentry
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Postfix
                      values: [ "/forbidden" ]
                    matchActions:
                    - action: Override
                      argError: -13
                """);
        Process maker = Commands.run("/bin/mkdir", folder + "/forbidden");
        assertThat(maker.exitValue()).isEqualTo(1);
        assertThat(watch.await(maker).effect()).isEqualTo(Effect.DENIED);
        assertThat(folder.resolve("forbidden")).doesNotExist();
        assertThat(Commands.run("/bin/mkdir", folder + "/allowed").exitValue()).isZero();
    }

    @Test
    void letsTheEnforcerReplaceTheResult() throws Exception {
        requireReplaceable("__x64_sys_linkat");
        Path file = Files.writeString(folder.resolve("file"), "x");
        watch.apply("""
                enforcers:
                - calls: [ sys_linkat ]
                tracepoints:
                - subsystem: syscalls
                  event: sys_enter_linkat
                  args:
                  - index: 6
                    type: string
                  selectors:
                  - matchArgs:
                    - index: 6
                      operator: Equal
                      values: [ "%s" ]
                    matchActions:
                    - action: NotifyEnforcer
                      argError: -1
                """.formatted(file));
        assertThat(Commands.run("/bin/ln", file.toString(), folder + "/copy").exitValue())
                .isEqualTo(1);
        assertThat(folder.resolve("copy")).doesNotExist();
        assertThat(Commands.run("/bin/ln", folder + "/nothing", folder + "/copy")
                        .exitValue())
                .isEqualTo(1);
    }

    @Test
    void replacesResultsByKprobesWhereThePolicyInsists() throws Exception {
        require(KernelFeature.KPROBE);
        Skip.unless(
                new RunningKernel().overridable("__x64_sys_linkat"),
                "no replacing of results by kprobes (CONFIG_BPF_KPROBE_OVERRIDE)");
        Path file = Files.writeString(folder.resolve("file"), "x");
        watch.apply("""
                options:
                - name: override-method
                  value: override-return
                kprobes:
                - call: sys_linkat
                  syscall: true
                  args:
                  - index: 1
                    type: string
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Equal
                      values: [ "%s" ]
                    matchActions:
                    - action: Override
                      argError: -2
                """.formatted(file));
        assertThat(Commands.run("/bin/ln", file.toString(), folder + "/copy").exitValue())
                .isEqualTo(1);
        assertThat(folder.resolve("copy")).doesNotExist();
    }

    @Test
    void tellsOfTcpByItsFunctions() throws Exception {
        require(KernelFeature.FENTRY);
        watch.apply("""
                kprobes:
                - call: tcp_connect
                  syscall: false
                  args:
                  - index: 0
                    type: sock
                - call: security_socket_connect
                  syscall: false
                  args:
                  - index: 0
                    type: socket
                  - index: 1
                    type: sockaddr
                - call: cap_capable
                  syscall: false
                  args:
                  - index: 0
                    type: cred
                  - index: 2
                    type: capability
                  selectors:
                  - matchArgs:
                    - index: 2
                      operator: Equal
                      values: [ CAP_SYS_TIME ]
                """);
        Process client = Commands.run("/usr/bin/python3", "-c", """
                import socket
                s = socket.socket()
                try: s.connect(("127.0.0.1", 9))
                except OSError: pass
                """);
        PolicyEvent connect = watch.await(event ->
                event.process().pid() == client.pid() && event.hook().equals(new HookName.Kprobe("tcp_connect")));
        assertThat(PolicyWatch.values(connect).getFirst()).isInstanceOfSatisfying(ArgumentValue.Sock.class, sock -> {
            assertThat(sock.destination()).hasToString("127.0.0.1:9");
            assertThat(sock.source().port()).isPositive();
        });
        PolicyEvent asked = watch.await(event -> event.process().pid() == client.pid()
                && event.hook().equals(new HookName.Kprobe("security_socket_connect")));
        assertThat(PolicyWatch.values(asked).getLast())
                .isInstanceOfSatisfying(
                        ArgumentValue.SocketAddress.class,
                        address -> assertThat(address.address()).hasToString("127.0.0.1:9"));
    }

    @Test
    void saysWhyAFunctionIsNotServed() {
        assertThatThrownBy(() -> watch.apply("""
                kprobes:
                - call: no_such_function
                  syscall: false
                """))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("test.yaml:7:11")
                .hasMessageContaining("this kernel has no function no_such_function");
    }

    /** What programs return at hooks that have no result is not looked at. */
    @Test
    void refusesToDenyWhereNothingIsDecided() {
        require(KernelFeature.LSM);
        assertThatThrownBy(() -> watch.apply("""
                        lsmhooks:
                        - hook: bprm_committed_creds
                          selectors:
                          - matchActions:
                            - action: Override
                              argError: -1
                        """))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("Override: the result cannot be replaced at lsm bprm_committed_creds");
    }
}
