package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Calls with arguments of one stock. */
final class DeedGenerator {
    private static final List<Call> CALLS = List.of(Call.values());

    private final RandomGenerator random;
    private final Values values;
    private final Addresses addresses;
    private final FileStock files;

    DeedGenerator(RandomGenerator random, FileStock files) {
        this.random = random;
        this.files = files;
        values = new Values(random);
        addresses = new Addresses(random);
    }

    /** Its numbers and texts. */
    Values values() {
        return values;
    }

    /** Its addresses. */
    Addresses addresses() {
        return addresses;
    }

    /** A call that is still to be done. */
    Deed next(Facts facts) {
        Call call = CALLS.get(random.nextInt(CALLS.size()));
        List<Object> arguments = new ArrayList<>();
        for (Call.Kind kind : call.arguments()) {
            arguments.add(
                    switch (kind) {
                        case TEXT, BUFFER -> values.text();
                        case SIZE -> size((String) arguments.getLast());
                        case WORD -> values.number();
                        case NUMBER -> descriptor(facts.noSockets());
                        case OPTION ->
                            random.nextInt(4) == 0 ? (long) Call.FLAG | random.nextInt(4) : Call.GET_TIMERSLACK;
                        case ADDRESS -> addresses.address();
                        case SEQUENCE -> (long) Call.FLAG;
                    });
        }
        return new Deed(call, 0, arguments, values.number(), facts, Outcome.NONE);
    }

    private long descriptor(List<Integer> files) {
        return !files.isEmpty() && random.nextBoolean() ? files.get(random.nextInt(files.size())) : values.number();
    }

    /** Mostly all of it. */
    private long size(String buffer) {
        int all = buffer.getBytes(StandardCharsets.UTF_8).length;
        return random.nextInt(4) == 0 ? random.nextInt(all + 1) : all;
    }

    /** Something that is still to be done, and that functions of the kernel see. */
    FunctionAct ofFunction(Facts facts) {
        return switch (random.nextInt(3)) {
            case 0 -> pick(files.openings());
            case 1 -> new Reading(0, pick(List.copyOf(facts.modes().keySet())), facts, Outcome.NONE);
            default ->
                new Asking(0, capabilities(facts), capabilities(facts), capabilities(facts), facts, Outcome.NONE);
        };
    }

    /** A datagram that is still to be sent on this host. */
    Datagram datagram(Facts facts) {
        boolean ip6 = random.nextBoolean();
        boolean mapped = ip6 && random.nextBoolean();
        return new Datagram(0, ip6, here(ip6, mapped), here(ip6, mapped), false, facts, Outcome.NONE);
    }

    private Endpoint here(boolean ip6, boolean mapped) {
        int port = Math.max(1, addresses.port());
        long ip4 = Connection.HERE | (random.nextBoolean() ? 0 : random.nextInt(0xff_fffe));
        return !ip6
                ? new Endpoint(0, ip4, false, port)
                : new Endpoint(0, mapped ? 0xffff_0000_0000L | ip4 : 1, true, port);
    }

    /** One of few that is still to be done. */
    Repetition repetition(Facts facts) {
        String beginning = "m".repeat(Repetition.COMPARED);
        return new Repetition(
                0,
                pick(List.of(0L, 256L, -1L)),
                pick(List.of("", "a", beginning, beginning + "a", beginning + "b")),
                facts,
                Outcome.NONE);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Those of the process, one more or less; or any. */
    private long capabilities(Facts facts) {
        long set = pick(List.copyOf(facts.now().capabilities().values()));
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> set;
            default -> set ^ 1L << random.nextInt(Long.SIZE);
        };
    }

    /** A connection that is still to be tried. */
    Connection connection(Facts facts) {
        boolean tcp = random.nextBoolean();
        boolean ip6 = random.nextBoolean();
        // Where TCP goes has to be there, so that it is answered; to the others nothing is sent.
        boolean mapped = ip6 && (tcp || random.nextBoolean());
        long here = 0x7f00_0000L;
        Endpoint destination = !ip6
                ? new Endpoint(0, here, false, addresses.port())
                : mapped
                        ? new Endpoint(0, 0xffff_0000_0000L | here, true, addresses.port())
                        : new Endpoint(0xfd00_0000_0000_0000L, 0, true, addresses.port());
        Endpoint own = new Endpoint(
                0,
                (mapped ? 0xffff_0000_0000L : 0) | here | 1 + random.nextInt(0xff_fffe),
                ip6,
                1 + random.nextInt(65_535));
        int protocol = tcp ? Connection.TCP : Connection.UDP;
        boolean bound = (!ip6 || mapped) && (random.nextInt(3) == 0 || Connection.hasToBeBound(protocol));
        return new Connection(
                0, ip6, protocol, bound ? Optional.of(own) : Optional.empty(), destination, facts, Outcome.NONE);
    }
}
