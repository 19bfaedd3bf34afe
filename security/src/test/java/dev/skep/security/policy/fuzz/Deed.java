package dev.skep.security.policy.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One system call with its arguments.
 *
 * @param call which
 * @param sequence its number among all
 * @param arguments all of them, the number of the deed too: a {@link Long} for what is in a register; for what it points to a {@link String},
 *     or an {@link Address}
 * @param slack what the process sets its timers' slack to before
 * @param facts who does it
 * @param result what it returned, an error as a negative number; empty before
 */
record Deed(Call call, int sequence, List<Object> arguments, long slack, Facts facts, Optional<Long> result) {
    /** Copies. */
    Deed {
        arguments = List.copyOf(arguments);
    }

    /** This, done. */
    Deed returned(long value) {
        return new Deed(call, sequence, arguments, slack, facts, Optional.of(value));
    }

    /** What is in a register; not for texts. */
    long number(int index) {
        return (Long) arguments.get(index);
    }

    /** What a register points to. */
    String text(int index) {
        return (String) arguments.get(index);
    }

    /** What a register points to. */
    Address address(int index) {
        return (Address) arguments.get(index);
    }

    /** As {@code actor.py} takes it. */
    String line() {
        return slack + " " + call.number() + " "
                + arguments.stream().map(Deed::argument).collect(Collectors.joining(" "));
    }

    private static String argument(Object argument) {
        return switch (argument) {
            case String text -> "s" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            case Address address -> "s" + HexFormat.of().formatHex(address.bytes());
            default -> argument.toString();
        };
    }
}
