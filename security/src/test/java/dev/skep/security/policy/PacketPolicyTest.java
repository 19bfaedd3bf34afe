package dev.skep.security.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.feature.KernelFeature;
import dev.skep.bpf.feature.KernelFeatures;
import dev.skep.bpf.feature.Support;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.testkit.Skip;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Packets where functions of the kernel cannot be hooked: by hooks of the root control group. */
@Tag("kernel")
class PacketPolicyTest {
    @AutoClose
    private final PolicyWatch watch = new PolicyWatch();

    private final InetAddress here = InetAddress.ofLiteral("127.0.0.1");

    @BeforeEach
    void functionsCannotBeHooked() {
        boolean functions = KernelFeatures.of(KernelFeature.FENTRY) instanceof Support.Supported
                || KernelFeatures.of(KernelFeature.KPROBE) instanceof Support.Supported;
        Skip.unless(!functions, "functions can be hooked themselves");
    }

    /** Datagrams of this port, in whatever way. */
    private static String selecting(int argument, int port) {
        return """
                  selectors:
                  - matchArgs:
                    - index: %d
                      operator: DAddr
                      values: [ "127.0.0.1/8" ]
                    - index: %1$d
                      operator: Protocol
                      values: [ IPPROTO_UDP ]
                    - index: %1$d
                      operator: DPort
                      values: [ %d ]
                """.formatted(argument, port);
    }

    private ArgumentValue.Skb packet(List<ArgumentValue> values) {
        return values.stream()
                .filter(ArgumentValue.Skb.class::isInstance)
                .map(ArgumentValue.Skb.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private void send(DatagramSocket from, DatagramSocket to) throws Exception {
        from.send(new DatagramPacket(new byte[20], 20, here, to.getLocalPort()));
        to.receive(new DatagramPacket(new byte[20], 20));
    }

    @Test
    void tellsOfDatagramsThatAreSentAndReceived() throws Exception {
        try (DatagramSocket sender = new DatagramSocket(0, here);
                DatagramSocket receiver = new DatagramSocket(0, here)) {
            watch.apply("""
                    kprobes:
                    - call: __cgroup_bpf_run_filter_skb
                      syscall: false
                      args:
                      - index: 0
                        type: sock
                      - index: 1
                        type: skb
                      - index: 2
                        type: int
                    """ + selecting(1, receiver.getLocalPort()));
            send(sender, receiver);
            watch.await(event -> PolicyWatch.values(event).getLast().equals(new ArgumentValue.Int32(0)));
            assertThat(watch.events())
                    .extracting(event -> PolicyWatch.values(event).getLast())
                    .containsExactly(new ArgumentValue.Int32(1), new ArgumentValue.Int32(0));
            assertThat(watch.events())
                    .extracting(event -> ((ArgumentValue.Sock)
                                    PolicyWatch.values(event).getFirst())
                            .source()
                            .port())
                    .containsExactly(sender.getLocalPort(), receiver.getLocalPort());
            assertThat(watch.events()).allSatisfy(event -> {
                ArgumentValue.Skb packet = packet(PolicyWatch.values(event));
                assertThat(packet.source()).hasToString("127.0.0.1:" + sender.getLocalPort());
                assertThat(packet.destination()).hasToString("127.0.0.1:" + receiver.getLocalPort());
                assertThat(packet.protocol()).isEqualTo(17);
            });
        }
    }

    @Test
    void tellsWhatSocketAPacketOfAFunctionIsOf() throws Exception {
        try (DatagramSocket sender = new DatagramSocket(0, here);
                DatagramSocket receiver = new DatagramSocket(0, here)) {
            String selectors = selecting(2, receiver.getLocalPort());
            watch.apply("""
                    kprobes:
                    - call: sk_filter_trim_cap
                      syscall: false
                      args:
                      - index: 0
                        type: sock
                      - index: 1
                        type: skb
                    """ + selecting(1, receiver.getLocalPort()) + """
                    - call: ip_output
                      syscall: false
                      args:
                      - index: 1
                        type: sock
                      - index: 2
                        type: skb
                    """ + selectors + """
                    - call: ip_mc_output
                      syscall: false
                      args:
                      - index: 1
                        type: sock
                      - index: 2
                        type: skb
                    """ + selectors);
            send(sender, receiver);
            PolicyEvent received = watch.await(event -> event.hook().toString().contains("sk_filter_trim_cap"));
            assertThat(((ArgumentValue.Sock) PolicyWatch.values(received).getFirst())
                            .source()
                            .port())
                    .isEqualTo(receiver.getLocalPort());
            List<PolicyEvent> sent = watch.events().stream()
                    .filter(event -> event.hook().toString().contains("output"))
                    .toList();
            assertThat(sent).hasSize(1);
            assertThat(sent.getFirst().hook().toString()).contains("ip_output");
            assertThat(((ArgumentValue.Sock) PolicyWatch.values(sent.getFirst()).getFirst())
                            .source()
                            .port())
                    .isEqualTo(sender.getLocalPort());
        }
    }

    @Test
    void refusesToKillWhereNoSignalCanBeSent() {
        assertThatThrownBy(() -> watch.apply("""
                        kprobes:
                        - call: __cgroup_bpf_run_filter_skb
                          syscall: false
                          args:
                          - index: 1
                            type: skb
                          selectors:
                          - matchActions:
                            - action: Sigkill
                        """))
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("signal");
    }
}
