package dev.skep.security.policy.fuzz;

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
    Deed next(int sequence, Facts facts) {
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
                        case SEQUENCE -> (long) (Call.FLAG | sequence);
                    });
        }
        return new Deed(call, sequence, arguments, values.number(), facts, Optional.empty());
    }

    private long descriptor(List<Integer> files) {
        return !files.isEmpty() && random.nextBoolean() ? files.get(random.nextInt(files.size())) : values.number();
    }

    /** Mostly all of it. */
    private long size(String buffer) {
        int all = buffer.getBytes(StandardCharsets.UTF_8).length;
        return random.nextInt(4) == 0 ? random.nextInt(all + 1) : all;
    }
}
