package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.Endpoint;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.Hook;
import java.util.List;

/**
 * A datagram from a socket to another of the same process. The kernel asks twice about it: as it is sent, and as it comes, which is within the
 * same call.
 *
 * @param sequence its number among all
 * @param ip6 whether the sockets are of IPv6
 * @param source address and port of the one
 * @param destination address and port of the other
 * @param coming whether it has been sent, and comes
 * @param facts who does it
 * @param outcome what came of it; nothing was returned if a socket could not be bound
 */
record Datagram(
        int sequence, boolean ip6, Endpoint source, Endpoint destination, boolean coming, Facts facts, Outcome outcome)
        implements FunctionAct {
    private static final int SOCKET = 0;
    private static final int PACKET = 1;
    private static final int DATAGRAMS = 2;
    private static final int CLOSE = 7;
    private static final long INGRESS = 0;
    private static final long EGRESS = 1;

    @Override
    public Datagram done(Outcome what, Facts who) {
        return new Datagram(sequence, ip6, source, destination, coming, who, what);
    }

    @Override
    public Datagram again(int number, Facts who) {
        return new Datagram(number, ip6, source, destination, false, who, Outcome.NONE);
    }

    @Override
    public List<Act> moments() {
        return List.of(this, new Datagram(sequence, ip6, source, destination, true, facts, outcome));
    }

    @Override
    public String line() {
        return "send " + slack() + " " + (ip6 ? 6 : 4) + " " + source.address() + " " + source.port() + " "
                + destination.address() + " " + destination.port();
    }

    @Override
    public boolean isSeenBy(Hook hook) {
        return KernelFunction.PACKET.isOf(hook)
                && outcome.returned().filter(sent -> sent > 0).isPresent();
    }

    @Override
    public Object value(KernelFunction function, Argument argument) {
        return switch (argument.index()) {
            case SOCKET ->
                new NetworkOracle.Socket(
                        DATAGRAMS,
                        new NetworkOracle.Ends(
                                ip6 ? Address.INET6 : Address.INET,
                                Connection.UDP,
                                CLOSE,
                                coming ? destination : source,
                                new Endpoint(0, 0, ip6, 0)));
            case PACKET ->
                new NetworkOracle.Packet(new NetworkOracle.Ends(
                        carried(source).ip6() ? Address.INET6 : Address.INET,
                        Connection.UDP,
                        0,
                        carried(source),
                        carried(destination)));
            default -> coming ? INGRESS : EGRESS;
        };
    }

    /** Between addresses of IPv4 that are written as of IPv6 it is a packet of IPv4. */
    private static Endpoint carried(Endpoint end) {
        boolean mapped = end.ip6() && end.high() == 0 && end.low() >>> Integer.SIZE == 0xffff;
        return mapped ? new Endpoint(0, end.low() & 0xffff_ffffL, false, end.port()) : end;
    }
}
