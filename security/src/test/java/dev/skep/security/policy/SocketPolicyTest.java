package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.HookName;
import dev.skep.security.policy.event.PolicyEvent;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sockets from when they are made to when they end, and whose they are. */
@Tag("kernel")
class SocketPolicyTest {
    private static final String SOCKETS = """
            kprobes:
            - call: sk_alloc
              syscall: false
              return: true
              args:
              - index: 1
                type: int
                label: family
              returnArg:
                index: 0
                type: sock
              returnArgAction: TrackSock
              selectors:
              - matchArgs:
                - index: 1
                  operator: Equal
                  values: [ 2, 10 ]
            - call: __sk_free
              syscall: false
              args:
              - index: 0
                type: sock
              selectors:
              - matchArgs:
                - index: 0
                  operator: Family
                  values: [ AF_INET, AF_INET6 ]
                matchActions:
                - action: UntrackSock
                  argSock: 0
                - action: Post
            """;

    private static final String ACCEPT = """
            - call: tcp_create_openreq_child
              syscall: false
              return: true
              args:
              - index: 0
                type: sock
              returnArg:
                index: 0
                type: sock
              returnArgAction: TrackSock
            """;

    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    private List<PolicyEvent> of(Process process, String function) {
        return watch.of(process).stream()
                .filter(event -> event.hook().equals(new HookName.Kprobe(function)))
                .toList();
    }

    private static ArgumentValue.Sock socket(Argument argument) {
        return (ArgumentValue.Sock) argument.value();
    }

    @Test
    void tellsOfSocketsThatAreMadeAndEnd() throws Exception {
        watch.apply(SOCKETS);
        Process process = Commands.python("""
                import socket
                socket.socket(socket.AF_UNIX).close()
                socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()
                socket.socket(socket.AF_INET6, socket.SOCK_STREAM).close()
                """);
        watch.await(event -> event.process().pid() == process.pid()
                && event.hook().equals(new HookName.Kprobe("__sk_free"))
                && socket(event.arguments().getFirst()).family() == 10);
        List<PolicyEvent> made = of(process, "sk_alloc");
        assertThat(made)
                .extracting(event -> event.arguments().getFirst().value())
                .containsExactly(new ArgumentValue.Int32(2), new ArgumentValue.Int32(10));
        assertThat(made)
                .allMatch(event -> socket(event.result().orElseThrow()).family()
                        == ((ArgumentValue.Int32) event.arguments().getFirst().value()).value());
        List<PolicyEvent> ended = of(process, "__sk_free");
        assertThat(ended)
                .extracting(event -> socket(event.arguments().getFirst()).cookie())
                .containsExactlyElementsOf(made.stream()
                        .map(event -> socket(event.result().orElseThrow()).cookie())
                        .toList());
    }

    /** Connects from a port to where nobody listens. */
    private static Process connectFrom(int port) throws Exception {
        return Commands.python("""
                import socket
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind(("127.9.9.9", %d))
                try: s.connect(("127.9.9.8", 1))
                except OSError: pass
                """.formatted(port));
    }

    @Test
    void tellsWhereASocketIsBoundBeforeItIsConnected() throws Exception {
        watch.apply("""
                kprobes:
                - call: security_socket_connect
                  syscall: false
                  args:
                  - index: 0
                    type: socket
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: SPort
                      values: [ 4711 ]
                    - index: 0
                      operator: SAddr
                      values: [ "127.9.9.0/24" ]
                """);
        connectFrom(4712);
        Process wanted = connectFrom(4711);
        assertThat(socket(watch.await(wanted).arguments().getFirst()).source()).hasToString("127.9.9.9:4711");
        assertThat(watch.events()).hasSize(1);
    }

    @Test
    void aSocketThatConnectsHasSentItsSynByThen() throws Exception {
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
                      operator: State
                      values: [ TCP_SYN_SENT ]
                    - index: 0
                      operator: SPort
                      values: [ 4711 ]
                """);
        assertThat(socket(watch.await(connectFrom(4711)).arguments().getFirst()).state())
                .isEqualTo(2);
    }

    @Test
    void tellsWhoListensOfConnectionsThatOthersMake() throws Exception {
        watch.apply(List.of(PolicyWatch.policy("test", SOCKETS + ACCEPT), PolicyWatch.policy("runs", """
                kprobes:
                - call: tcp_create_openreq_child
                  syscall: false
                  return: true
                  returnArg:
                    index: 0
                    type: uint64
                """)));
        Process server = new ProcessBuilder("/usr/bin/python3", "-c", """
                import socket, sys
                s = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(1)
                print(s.getsockname()[1], flush=True)
                s.accept(); sys.stdin.read()
                """).start();
        try {
            int port = Integer.parseInt(
                    new String(server.inputReader(StandardCharsets.UTF_8).readLine()));
            int from;
            try (Socket client = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
                from = client.getLocalPort();
                watch.await(event -> event.hook().equals(new HookName.Kprobe("tcp_create_openreq_child"))
                        && socket(event.arguments().getFirst()).source().port() == port);
            }
            PolicyEvent event = of(server, "tcp_create_openreq_child").getFirst();
            ArgumentValue.Sock listening = socket(event.arguments().getFirst());
            ArgumentValue.Sock made = socket(event.result().orElseThrow());
            // Packets of this machine to itself come while the one that sends them runs, or a thread of the kernel.
            assertThat(of("runs")).isNotEmpty().noneMatch(told -> told.process().pid() == server.pid());
            assertThat(listening.state()).isEqualTo(10);
            assertThat(listening.cookie())
                    .isEqualTo(socket(of(server, "sk_alloc").getFirst().result().orElseThrow())
                            .cookie());
            assertThat(made.cookie()).isNotEqualTo(listening.cookie());
            assertThat(made.source().port()).isEqualTo(port);
            assertThat(made.destination().port()).isEqualTo(from);
        } finally {
            server.destroy();
            server.waitFor();
        }
    }

    private List<PolicyEvent> of(String policy) {
        return watch.events().stream()
                .filter(event -> event.policy().name().equals(policy))
                .toList();
    }

    @Test
    void remembersWhoConnectsASocketFirst() throws Exception {
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
                    - index: 1
                      operator: SPort
                      values: [ 4711 ]
                    matchActions:
                    - action: TrackSock
                      argSock: 0
                  - matchArgs:
                    - index: 1
                      operator: SPort
                      values: [ 4712 ]
                    matchActions:
                    - action: UntrackSock
                      argSock: 0
                  - matchArgs:
                    - index: 1
                      operator: SPort
                      values: [ 4713 ]
                """);
        Process owner = Commands.python("""
                import os, socket
                s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                s.connect(("127.9.9.8", 4711))
                if os.fork():
                    os.wait()
                else:
                    for port in (4713, 4712, 4713): s.connect(("127.9.9.8", port))
                """);
        Awaitility.await().until(() -> watch.events().size() == 4);
        assertThat(watch.events())
                .extracting(event -> event.process().pid() == owner.pid())
                .containsExactly(true, true, true, false);
    }

    @Test
    void tellsWhoConnectsWhereARuleReadsNoSocketThoughAnotherTellsWhoseItIs() throws Exception {
        watch.apply(List.of(
                PolicyWatch.policy("made", SOCKETS),
                PolicyWatch.policy("whose", """
                kprobes:
                - call: tcp_connect
                  syscall: false
                  args:
                  - index: 0
                    type: sock
                  selectors:
                  - matchArgs:
                    - index: 0
                      operator: SPort
                      values: [ 4711 ]
                """),
                PolicyWatch.policy(
                        "who", """
                kprobes:
                - call: tcp_connect
                  syscall: false
                  selectors:
                  - matchBinaries:
                    - operator: Postfix
                      values: [ "%s" ]
                """.formatted(Path.of("/usr/bin/python3").toRealPath()))));
        Process owner = Commands.python("""
                import os, socket
                s = socket.socket()
                s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                s.bind(("127.9.9.9", 4711))
                if os.fork():
                    os.wait()
                else:
                    try: s.connect(("127.9.9.8", 1))
                    except OSError: pass
                """);
        watch.await(owner);
        watch.await(event -> event.policy().name().equals("who"));
        assertThat(of("whose"))
                .singleElement()
                .satisfies(event -> assertThat(event.process().pid()).isEqualTo((int) owner.pid()));
        assertThat(of("who")).singleElement().satisfies(event -> {
            assertThat(event.process().pid()).isNotEqualTo((int) owner.pid());
            assertThat(event.parent().orElseThrow().pid()).isEqualTo((int) owner.pid());
        });
    }
}
