package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Hook;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A socket that is connected to where nobody listens.
 *
 * @param sequence its number among all, which is in the lowest 24 bits of the address: see {@link #scrambled}
 * @param ip6 whether the socket is one of IPv6
 * @param protocol {@link #TCP} or {@link #UDP}
 * @param bound what it was bound to before
 * @param destination the address
 * @param facts who does it
 * @param outcome what came of it; nothing was returned if it could not be bound
 */
record Connection(
        int sequence,
        boolean ip6,
        int protocol,
        Optional<Endpoint> bound,
        Endpoint destination,
        Facts facts,
        Outcome outcome)
        implements Act {
    static final int TCP = 6;
    static final int UDP = 17;

    /** What the kernel sees called. */
    static final String CONNECT = "security_socket_connect";

    static final String TCP_CONNECT = "tcp_connect";

    /** Errors that connect(2) does not return by itself here: EPERM, EACCES, ENOANO. */
    static final Set<Long> DENIALS = Set.of(-1L, -13L, -55L);

    private static final int BITS = 24;
    private static final int FACTOR = 0x9e_3779;
    private static final int SYN_SENT = 2;
    private static final int CLOSE = 7;
    private static final long MAPPED = 0xffff_0000_0000L;

    /** The host's own address of IPv4. */
    static final long HERE = 0x7f00_0001;

    /** Whether such a socket has to be bound: as the function that connects it is called, a port has been chosen, which nobody can foresee. */
    static boolean hasToBeBound(int protocol) {
        return KernelFunction.SEEN && protocol == TCP;
    }

    /** Numbers that follow each other are in no network together. */
    static int scrambled(int sequence) {
        return sequence * FACTOR & (1 << BITS) - 1;
    }

    /** The number of the connection to an address. */
    static int sequence(Endpoint destination) {
        BigInteger all = BigInteger.ONE.shiftLeft(BITS);
        return BigInteger.valueOf(destination.low())
                .multiply(BigInteger.valueOf(FACTOR).modInverse(all))
                .mod(all)
                .intValue();
    }

    @Override
    public long slack() {
        return 0;
    }

    @Override
    public Connection done(Outcome what, Facts who) {
        return new Connection(sequence, ip6, protocol, bound, destination, who, what);
    }

    @Override
    public Connection again(int number, Facts who) {
        long others = destination.low() & -1L << BITS;
        Endpoint there =
                new Endpoint(destination.high(), others | scrambled(number), destination.ip6(), destination.port());
        return new Connection(number, ip6, protocol, bound, there, who, Outcome.NONE);
    }

    @Override
    public List<Act> smaller() {
        return bound.isEmpty() || hasToBeBound(protocol)
                ? List.of()
                : List.of(new Connection(sequence, ip6, protocol, Optional.empty(), destination, facts, outcome));
    }

    @Override
    public String line() {
        return "connect " + (ip6 ? 6 : 4) + " " + protocol + " "
                + bound.map(end -> end.address() + " " + end.port()).orElse("- 0") + " " + destination.address() + " "
                + destination.port();
    }

    private long field(Argument argument) {
        return SocketField.of(argument.resolve().orElseThrow().toString()).of(this);
    }

    private boolean tried() {
        return outcome.returned().isPresent() || outcome.killed();
    }

    @Override
    public boolean isSeenBy(Hook hook) {
        String function = hook.point().description();
        return tried() && (function.equals(CONNECT) || (function.equals(TCP_CONNECT) && protocol == TCP));
    }

    /** Whether it failed with an error that policies alone bring. */
    boolean denied() {
        return outcome.returned().filter(DENIALS::contains).isPresent();
    }

    /** The socket. Before it is connected it has the address that it was bound to; a port for all that is chosen later. */
    private NetworkOracle.Ends ends(Hook hook, Argument argument) {
        if (argument.type() == ArgumentType.SOCKADDR) {
            return NetworkOracle.Ends.of(Address.of(destination));
        }
        boolean connecting = hook.point().description().equals(TCP_CONNECT);
        Endpoint none = new Endpoint(0, connecting ? (ip6 ? MAPPED | HERE : HERE) : 0, ip6, 0);
        return new NetworkOracle.Ends(
                ip6 ? Address.INET6 : Address.INET,
                protocol,
                connecting ? SYN_SENT : CLOSE,
                bound.orElse(none),
                // Who asks whether it may be connected does so before it knows where to; what serves that knows.
                connecting || !KernelFunction.SEEN ? destination : none);
    }

    @Override
    public boolean meets(Hook hook, ArgumentMatch match) {
        Argument argument = hook.arguments().get(match.positions().getFirst());
        return argument.resolve().isPresent()
                ? NumberOracle.holds(match, NumberOracle.number(argument.type(), field(argument)), argument.type())
                : NetworkOracle.holds(match, ends(hook, argument));
    }

    @Override
    public ArgumentValue shown(Hook hook, Argument argument) {
        if (argument.resolve().isPresent()) {
            return NumberOracle.shown(argument.type(), field(argument));
        }
        NetworkOracle.Ends ends = ends(hook, argument);
        return argument.type() == ArgumentType.SOCKADDR
                ? new ArgumentValue.SocketAddress(ends.family(), ends.source())
                : new NetworkOracle.Socket(protocol == TCP ? 1 : 2, ends).shown();
    }
}
