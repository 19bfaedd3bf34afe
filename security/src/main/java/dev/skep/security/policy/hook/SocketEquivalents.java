package dev.skep.security.policy.hook;

import static dev.skep.security.policy.hook.EquivalentPlaces.FIRST;
import static dev.skep.security.policy.hook.EquivalentPlaces.test;

import dev.skep.security.policy.program.ArgumentNumber;
import dev.skep.security.policy.program.ArgumentStruct;
import dev.skep.security.policy.program.DescriptorFile;
import dev.skep.security.policy.program.ListeningSocket;
import dev.skep.security.policy.program.NumberReader;
import dev.skep.security.policy.program.NumberTest;
import dev.skep.security.policy.program.StructReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Equivalents} of functions that make, change and end sockets. */
final class SocketEquivalents {
    /** States of include/net/tcp_states.h. */
    private static final long ESTABLISHED = 1;

    private static final long SYN_SENT = 2;
    private static final long SYN_RECV = 3;
    private static final long FIN_WAIT1 = 4;
    private static final long CLOSE = 7;
    private static final long CLOSE_WAIT = 8;
    private static final long LAST_ACK = 9;
    private static final long LISTEN = 10;

    private static final long TCP = 6;
    private static final String STATE = "inet_sock_set_state";
    private static final StructReader SOCKET = new ArgumentStruct(0, "sock");

    private final EquivalentPlaces places;

    SocketEquivalents(EquivalentPlaces places) {
        this.places = places;
    }

    static Set<String> functions() {
        return Set.of(
                "__sk_free",
                "inet_csk_listen_start",
                "sk_alloc",
                "sk_free",
                "tcp_close",
                "tcp_connect",
                "tcp_create_openreq_child",
                "tcp_sendmsg",
                "tcp_set_state");
    }

    List<Serving> of(String function) {
        return switch (function) {
            case "tcp_connect" -> connect();
            case "tcp_close" ->
                states(
                        test(FIN_WAIT1, LAST_ACK, CLOSE),
                        test(ESTABLISHED, CLOSE_WAIT, LISTEN, SYN_SENT),
                        "shutdown(2) and connections that the peer ends are told of, too; a socket that was never connected is not");
            case "inet_csk_listen_start" -> states(test(LISTEN), null, "");
            case "tcp_set_state" -> setState();
            case "tcp_sendmsg" -> sendMessage();
            case "tcp_create_openreq_child" -> accept();
            case "sk_alloc" -> make();
            default -> free();
        };
    }

    private static Source at(int position) {
        return new Source.Position(position);
    }

    private static NumberReader before() {
        return new ArgumentNumber(1, Integer.BYTES, true);
    }

    private static NumberReader next() {
        return new ArgumentNumber(2, Integer.BYTES, true);
    }

    /** {@code inet_sock_set_state(sk, oldstate, newstate)}. */
    private EquivalentPlace change() {
        return places.at(new KernelHook.TypedTracepoint(STATE)).because("the state of the socket changes");
    }

    /** {@code tcp_connect(sk)}, which is called in the new state. */
    private List<Serving> connect() {
        return places.typed(
                STATE,
                change().arguments(new Source.Changing(SOCKET, next()))
                        .when(new Condition(next(), test(SYN_SENT)))
                        .but("the port here is not chosen yet"));
    }

    private List<Serving> states(NumberTest next, @Nullable NumberTest before, String difference) {
        EquivalentPlace place =
                change().arguments(at(0)).when(new Condition(next(), next)).but(difference);
        if (before != null) {
            place.when(new Condition(before(), before));
        }
        return places.typed(STATE, place);
    }

    private List<Serving> setState() {
        return places.typed(
                STATE,
                change().arguments(at(0), at(2))
                        .but("sockets that begin to listen, and those of new connections, are told of, too"));
    }

    /** {@code sock_send_length(sk, ret, flags)}. */
    private List<Serving> sendMessage() {
        return places.typed(
                "sock_send_length",
                places.at(new KernelHook.TypedTracepoint("sock_send_length"))
                        .arguments(at(0), new Source.Missing("the message has been sent"), at(1))
                        .when(new Condition(protocol(), test(TCP)))
                        .because("a message has been sent")
                        .but("the size is that of what was sent, and not of what was to be sent"));
    }

    private static NumberReader protocol() {
        return KernelMembers.number(SOCKET, "sock", "sk_protocol", Short.BYTES);
    }

    /** {@code tcp_create_openreq_child(sk, req, skb)}, which copies the socket that listens and gives the copy a state of its own. */
    private List<Serving> accept() {
        StructReader listening = new ListeningSocket(
                new ArgumentStruct(0, "tcp_sock"), KernelMembers.offset("tcp_sock", "tsorted_sent_queue"));
        return places.typed(
                STATE,
                places.at(new KernelHook.TypedTracepoint(STATE))
                        .arguments(
                                new Source.Struct(listening),
                                new Source.Missing("the request is not told"),
                                new Source.Missing("the packet is not told"))
                        .when(new Condition(before(), test(LISTEN)))
                        .when(new Condition(next(), test(SYN_RECV)))
                        .result(new KernelHook.TypedTracepoint(STATE), at(0), new Condition(before(), test(SYN_RECV)))
                        .because("the new socket, a copy of the one that listens, gets a state of its own")
                        .but("the new socket is told of when its connection is there, with its addresses"));
    }

    /** {@code sk_alloc(net, family, priority, prot, kern)}. */
    private List<Serving> make() {
        StructReader file = new DescriptorFile(EquivalentPlaces.number(FIRST));
        StructReader socket = KernelMembers.pointer(
                KernelMembers.pointer(file, "file", "private_data", "socket"), "socket", "sk", "sock");
        NumberReader family = KernelMembers.number(socket, "sock", "__sk_common.skc_family", Short.BYTES);
        return places.returns(
                List.of("socket"),
                place -> place.arguments(
                                new Source.Struct(
                                        KernelMembers.pointer(socket, "sock", "__sk_common.skc_net.net", "net")),
                                new Source.Number(family),
                                new Source.Missing("how memory was asked for is not told"),
                                new Source.Struct(
                                        KernelMembers.pointer(socket, "sock", "__sk_common.skc_prot", "proto")),
                                EquivalentPlaces.constant(0))
                        .when(new Condition(EquivalentPlaces.number(FIRST), Equivalents.NOT_NEGATIVE))
                        .returning(new Source.Struct(socket))
                        .because("the system call that makes a socket returns")
                        .but(
                                "sockets that socket(2) makes, which are whole by then; not pairs of local sockets, and not those of the"
                                        + " kernel"));
    }

    /** {@code __sk_free(sk)}. */
    private List<Serving> free() {
        String difference =
                "sockets of the Internet; those of TCP with the port that they had, others when they are closed";
        List<Serving> servings = new ArrayList<>(
                places.typed("tcp_destroy_sock", List.of(at(0)), "the kernel gives up a socket of TCP", difference));
        servings.add(places.at(new KernelHook.SocketRelease())
                .arguments(at(0))
                .when(new Condition(protocol(), new NumberTest.Not(test(TCP))))
                .because("the hook of the root control group for sockets that are closed")
                .but(difference)
                .serving());
        return servings;
    }
}
