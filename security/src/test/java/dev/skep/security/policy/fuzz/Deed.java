package dev.skep.security.policy.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One system call with its arguments.
 *
 * @param call which
 * @param sequence its number among all
 * @param arguments a {@link Long} for what is in a register, a {@link String} for what it points to; without the flags
 * @param facts who does it
 */
record Deed(Call call, int sequence, List<Object> arguments, Facts facts) {
    /** The flags. */
    long flags() {
        return Call.FLAG | sequence;
    }

    /** What is in a register; not for texts. */
    long number(int index) {
        return index == arguments.size() ? flags() : (Long) arguments.get(index);
    }

    /** What a register points to. */
    String text(int index) {
        return (String) arguments.get(index);
    }

    /** As {@code actor.py} takes it. */
    String line() {
        return call.number() + " "
                + arguments.stream()
                        .map(argument -> argument instanceof String text
                                ? "s" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                                : argument.toString())
                        .collect(Collectors.joining(" "))
                + " " + flags();
    }
}
