package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.HashMap;
import dev.skep.bpf.memory.Counter;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.hook.RunningKernel;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.testkit.Skip;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions of the kernel that are served by something else where they cannot be hooked. */
@Tag("kernel")
class EquivalentPolicyTest {
    /** Of include/linux/fs.h. */
    private static final int MAY_WRITE = 2;

    private static final int MAY_READ = 4;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    @Test
    void takesNoFileForOpenedOfWhichOnlyThePlaceIsMeant(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path last = Files.writeString(folder.resolve("last"), "");
        watch.apply("""
                kprobes:
                - call: security_file_open
                  syscall: false
                  args:
                  - index: 0
                    type: file
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Prefix
                      values: [ "%s" ]
                """.formatted(folder));
        Process process = Commands.python(
                "import os; os.open('%s', os.O_PATH); os.open('%s', os.O_RDONLY)".formatted(file, last));
        PolicyEvent opened = watch.await(process);
        assertThat(PolicyWatch.values(opened).getFirst())
                .isInstanceOfSatisfying(
                        ArgumentValue.File.class,
                        found -> assertThat(found.path()).isEqualTo(last.toString()));
    }

    private static String connect(int port) {
        return """
                import socket, sys
                s = socket.socket()
                try: s.connect(("127.0.0.1", %d))
                except OSError as e: sys.exit(e.errno)
                s.close()
                """.formatted(port);
    }

    /** Kills who does this to a file. */
    private static String killing(Path file, int mask) {
        return """
                kprobes:
                - call: security_file_permission
                  syscall: false
                  args:
                  - index: 0
                    type: file
                  - index: 1
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: Equal
                      values: [ "%s" ]
                    - index: 1
                      operator: Equal
                      values: [ %d ]
                    matchActions:
                    - action: Sigkill
                """.formatted(file, mask);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.write(o, os.read(i, 9))",
                "os.copy_file_range(i, o, 9)",
                "os.sendfile(o, i, 0, 9)",
                "r, w = os.pipe(); os.splice(i, w, 9); os.write(o, os.read(r, 9))"
            })
    void killsWhoCopiesAFileInWhateverWay(String copying, @TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        Path open = Files.writeString(folder.resolve("open"), "nothing secret");
        Path copy = folder.resolve("copy");
        watch.apply(killing(secret, MAY_READ));
        String code = "import os; i, o = os.open('%s', os.O_RDONLY), os.open('%s', os.O_WRONLY | os.O_CREAT); ";
        assertThat(Commands.python(code.formatted(open, copy) + copying).exitValue())
                .isZero();
        assertThat(copy).isNotEmptyFile();
        Files.writeString(copy, "");
        Process copier = Commands.python(code.formatted(secret, copy) + copying);
        assertThat(copier.exitValue()).isEqualTo(128 + 9);
        assertThat(copy).isEmptyFile();
        assertThat(watch.await(copier).effect()).isIn(Effect.KILLED_BEFORE, Effect.KILLED_AFTER);
        watch.apply(killing(copy, MAY_WRITE));
        Process writer = Commands.python(code.formatted(open, copy) + copying);
        assertThat(writer.exitValue()).isEqualTo(128 + 9);
        assertThat(copy).isEmptyFile();
    }

    /** How many accesses to files are told of while a process copies so many times. */
    private int told(int copies, Path folder) throws Exception {
        Process copier = Commands.python("""
                import os
                i, o = os.open('%s', os.O_RDONLY), os.open('%s', os.O_WRONLY | os.O_CREAT)
                for n in range(%d): os.copy_file_range(i, o, 1)
                try: os.chdir("/copied")
                except OSError: pass
                """.formatted(
                        Files.writeString(folder.resolve("from"), "x".repeat(100)), folder.resolve("to"), copies));
        watch.await(event ->
                event.process().pid() == copier.pid() && !event.arguments().isEmpty());
        return watch.of(copier).size();
    }

    @Test
    void tellsOfEachFileOfCopiesWhereNothingIsAskedOfIt(@TempDir Path folder) throws Exception {
        skipWhereItselfIsHooked("security_file_permission");
        watch.apply("""
                kprobes:
                - call: security_file_permission
                  selectors:
                  - matchBinaries: [ { operator: In, values: [ "%s" ] } ]
                - call: sys_chdir
                  syscall: true
                  args: [ { index: 0, type: string } ]
                  selectors:
                  - matchArgs: [ { index: 0, operator: Equal, values: [ "/copied" ] } ]
                """.formatted(Path.of("/usr/bin/python3").toRealPath()));
        int once = told(1, folder);
        assertThat(told(51, folder)).isEqualTo(once + 50 * 2);
    }

    @Test
    void tellsOfConnectionsByTheirAddresses() throws Exception {
        watch.apply("""
                kprobes:
                - call: tcp_connect
                  syscall: false
                  args:
                  - index: 0
                    type: sock
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: DAddr
                      values: [ "127.0.0.0/8" ]
                    - index: 0
                      operator: NotDPort
                      values: [ 1, "5:9" ]
                    - index: 0
                      operator: Family
                      values: [ AF_INET ]
                """);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Commands.python(connect(7));
            Process client = Commands.python(connect(server.getLocalPort()));
            PolicyEvent event = watch.await(client);
            assertThat(PolicyWatch.values(event).getFirst()).isInstanceOfSatisfying(ArgumentValue.Sock.class, sock -> {
                assertThat(sock.destination()).hasToString("127.0.0.1:" + server.getLocalPort());
                assertThat(sock.family()).isEqualTo(2);
                assertThat(sock.type()).isEqualTo(1);
                assertThat(sock.protocol()).isEqualTo(6);
            });
            assertThat(event.hook()).isEqualTo(new HookName.Kprobe("tcp_connect"));
            assertThat(watch.events()).allMatch(other -> other.process().pid() == client.pid());
        }
    }

    /** The lists are too long for the rules' code to be written out, and each too short for a table: a list was taken for another once. */
    @Test
    void tellsWhichOfSeveralListsOfAddressesIsRight() throws Exception {
        StringBuilder selectors = new StringBuilder();
        for (int list = 0; list < 6; list++) {
            String networks = IntStream.range(0, 30)
                    .mapToObj("10.%d.%%d.0/24".formatted(list)::formatted)
                    .collect(Collectors.joining(", "));
            selectors.append("""
                      - matchArgs:
                        - { index: 0, operator: DAddr, values: [ %s ] }
                      """.formatted(list == 3 ? networks + ", 127.0.0.0/16" : networks));
        }
        watch.apply("""
                kprobes:
                - call: tcp_connect
                  syscall: false
                  args: [ { index: 0, type: sock } ]
                  selectors:
                """ + selectors.toString().indent(2));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.ofLiteral("127.1.0.1"));
                ServerSocket wanted = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            Commands.python(connect(server.getLocalPort()).replace("127.0.0.1", "127.1.0.1"));
            Process client = Commands.python(connect(wanted.getLocalPort()));
            PolicyEvent event = watch.await(client);
            assertThat(event.hook()).isEqualTo(new HookName.Kprobe("tcp_connect"));
            assertThat(watch.events()).allMatch(other -> other.process().pid() == client.pid());
        }
    }

    @Test
    void deniesConnectionsToAForbiddenAddress() throws Exception {
        try (ServerSocket allowed = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
                ServerSocket forbidden = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            watch.apply("""
                    kprobes:
                    - call: security_socket_connect
                      syscall: false
                      args:
                      - index: 0
                        type: socket
                      - index: 1
                        type: sockaddr
                      selectors:
                      - matchArgs:
                        - index: 0
                          operator: Protocol
                          values: [ IPPROTO_TCP ]
                        - index: 1
                          operator: SAddr
                          values: [ 127.0.0.1 ]
                        - index: 1
                          operator: SPort
                          values: [ %d ]
                        matchActions:
                        - action: Override
                          argError: -13
                    """.formatted(forbidden.getLocalPort()));
            assertThat(Commands.python(connect(allowed.getLocalPort())).exitValue())
                    .isZero();
            Process client = Commands.python(connect(forbidden.getLocalPort()));
            assertThat(client.exitValue()).isEqualTo(13);
            PolicyEvent event = watch.await(client);
            assertThat(event.action()).isEqualTo(ActionKind.OVERRIDE);
            assertThat(event.effect()).isEqualTo(Effect.DENIED);
            assertThat(PolicyWatch.values(event).get(1))
                    .isInstanceOfSatisfying(
                            ArgumentValue.SocketAddress.class,
                            address ->
                                    assertThat(address.address()).hasToString("127.0.0.1:" + forbidden.getLocalPort()));
        }
    }

    @Test
    void killsWhoConnectsBeforeTheServerSeesIt() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.ofLiteral("127.0.0.1"))) {
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
                          operator: SPort
                          values: [ %d ]
                        matchActions:
                        - action: Sigkill
                    """.formatted(server.getLocalPort()));
            Process client = Commands.python(connect(server.getLocalPort()));
            assertThat(client.exitValue()).isEqualTo(128 + 9);
            assertThat(watch.await(client).effect()).isEqualTo(Effect.KILLED_BEFORE);
            watch.apply(List.of());
            try (Socket other = new Socket(server.getInetAddress(), server.getLocalPort());
                    Socket accepted = server.accept()) {
                assertThat(accepted.getPort()).isEqualTo(other.getLocalPort());
            }
        }
    }

    @Test
    void deniesConnectionsOfBothProtocols() throws Exception {
        try (ServerSocket forbidden = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
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
                          operator: SPort
                          values: [ %d ]
                        matchActions:
                        - action: Override
                          argError: -13
                    """.formatted(forbidden.getLocalPort()));
            String code = connect(forbidden.getLocalPort())
                    .replace("socket.socket()", "socket.socket(socket.AF_INET6)")
                    .replace("127.0.0.1", "::1");
            assertThat(Commands.python(code).exitValue()).isEqualTo(13);
        }
    }

    @Test
    void tellsOfFilesThatAreReadAndWrittenBelowAFolder(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        watch.apply("""
                kprobes:
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
                      operator: Prefix
                      values: [ "%s/" ]
                    - index: 1
                      operator: Equal
                      values: [ 2 ]
                """.formatted(folder));
        Process writer = Commands.python("f = open('%s', 'r+'); f.read(); f.write('y')".formatted(file));
        PolicyEvent event = watch.await(writer);
        assertThat(PolicyWatch.values(event).getLast()).isEqualTo(new ArgumentValue.Int32(2));
        assertThat(((ArgumentValue.File) PolicyWatch.values(event).getFirst()).path())
                .isEqualTo(file.toString());
        assertThat(event.result().orElseThrow().value()).isEqualTo(new ArgumentValue.Int32(0));
        // On an overlay the file beneath is asked for, too.
        assertThat(watch.of(writer))
                .allMatch(told -> PolicyWatch.values(told).getLast().equals(new ArgumentValue.Int32(2)));
    }

    @Test
    void tellsOfFilesThatAreOpenedByTheirDescriptors(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        watch.apply("""
                kprobes:
                - call: fd_install
                  syscall: false
                  args:
                  - index: 0
                    type: int
                  - index: 1
                    type: file
                  selectors:
                  - matchArgs:
                    - index: 1
                      operator: Equal
                      values: [ "%s" ]
                """.formatted(file));
        Process reader = Commands.python("open('%s')".formatted(file));
        PolicyEvent event = watch.await(reader);
        assertThat(PolicyWatch.values(event).getFirst()).isEqualTo(new ArgumentValue.Int32(3));
    }

    @Test
    void tellsOfCapabilitiesThatAreLookedFor() throws Exception {
        watch.apply("""
                kprobes:
                - call: cap_capable
                  syscall: false
                  return: true
                  args:
                  - index: 1
                    type: user_namespace
                  - index: 2
                    type: capability
                  returnArg:
                    index: 0
                    type: int
                  selectors:
                  - matchArgs:
                    - index: 2
                      operator: Equal
                      values: [ CAP_CHOWN ]
                """);
        Process owner =
                Commands.python("import os, tempfile; f = tempfile.mkstemp(); os.chown(f[1], 5, 5); os.unlink(f[1])");
        PolicyEvent event = watch.await(owner);
        assertThat(PolicyWatch.values(event).get(1)).isEqualTo(new ArgumentValue.Capability(0));
        assertThat(PolicyWatch.values(event).getFirst())
                .isInstanceOfSatisfying(
                        ArgumentValue.UserNamespace.class,
                        users -> assertThat(users.namespace().level()).isZero());
        assertThat(event.result().orElseThrow().value()).isEqualTo(new ArgumentValue.Int32(0));
    }

    @Test
    void tellsOfMapsThatAreAskedFor() {
        watch.apply("""
                kprobes:
                - call: security_bpf_map_create
                  syscall: false
                  args:
                  - index: 0
                    type: bpf_map
                  selectors:
                  - matchPIDs:
                    - operator: In
                      values: [ %d ]
                """.formatted(ProcessHandle.current().pid()));
        try (HashMap<Long, Counter> map = HashMap.of(Long.class, Counter.class, 77)) {
            map.name("watched");
            map.create();
        }
        PolicyEvent event = watch.await(
                found -> PolicyWatch.values(found).getFirst().toString().contains("watched"));
        assertThat(PolicyWatch.values(event)).containsExactly(new ArgumentValue.BpfMap(1, 8, 8, 77, "watched"));
    }

    private static void skipWhereItselfIsHooked(String function) {
        RunningKernel kernel = new RunningKernel();
        Skip.unless(!kernel.functionEntry() && !kernel.kprobes(), "no need of system calls for " + function);
    }

    private static List<String> hooksOf(String masks) {
        skipWhereItselfIsHooked("security_file_permission");
        PolicyExplanation explanation = PolicyExplanation.of(
                PolicyWatch.policy("test", """
                kprobes:
                - call: security_file_permission
                  args: [ { index: 1, type: int } ]
                  selectors:
                  - matchArgs: [ { index: 1, operator: Equal, values: [ %s ] } ]
                """.formatted(masks)).policy());
        return explanation.hooks().getFirst().servings().stream()
                .map(PolicyExplanation.ServedBy::hook)
                .toList();
    }

    @Test
    void whatOnlyReadsIsNotLookedAtForRulesAboutWriting() {
        assertThat(hooksOf("2"))
                .contains("tp_btf sys_enter/write", "tp_btf sys_enter/sendfile64")
                .doesNotContain("tp_btf sys_enter/read");
        assertThat(hooksOf("4"))
                .contains("tp_btf sys_enter/read", "tp_btf sys_enter/sendfile64")
                .doesNotContain("tp_btf sys_enter/write");
    }

    @Test
    void ruleThatNothingMatchesIsInForceNevertheless() {
        assertThat(hooksOf("1024")).contains("tp_btf sys_enter/read");
    }
}
