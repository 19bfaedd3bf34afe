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

    DeedGenerator(RandomGenerator random) {
        this.random = random;
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
                        case NUMBER -> descriptor(List.copyOf(facts.files().keySet()));
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
        boolean bound = (!ip6 || mapped) && random.nextInt(3) == 0;
        return new Connection(
                0,
                ip6,
                tcp ? Connection.TCP : Connection.UDP,
                bound ? Optional.of(own) : Optional.empty(),
                destination,
                facts,
                Outcome.NONE);
    }
}
