package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.Effect;
import dev.skep.security.policy.event.PolicyEvent;
import dev.skep.security.policy.model.ActionKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an event tells, as far as it is compared.
 *
 * @param policy the policy's name
 * @param hook the message of the hook
 * @param pid who did it; of a process that is forked for one act its parent
 * @param ofFork whether such a process did it
 * @param values the arguments, and data
 * @param result what was returned
 * @param action what was done about it
 * @param effect what that achieved
 */
record Told(
        String policy,
        String hook,
        int pid,
        boolean ofFork,
        List<String> values,
        Optional<String> result,
        ActionKind action,
        Effect effect) {
    /** What texts begin with, as texts. */
    private static final String TEXT = "Text[value=";

    /**
     * Of an event.
     *
     * @param actors numbers of the processes that act
     */
    static Told of(PolicyEvent event, Set<Integer> actors) {
        return new Told(
                event.policy().name(),
                event.policy().message(),
                actor(event, actors).orElseThrow(),
                !actors.contains(event.process().pid()),
                Stream.concat(event.arguments().stream(), event.data().stream())
                        .map(Argument::value)
                        .map(Told::text)
                        .toList(),
                event.result().map(Argument::value).map(Told::text),
                event.action(),
                event.effect());
    }

    /** Which of the actors did it, or forked who did it; none if it was somebody else. */
    static Optional<Integer> actor(PolicyEvent event, Set<Integer> actors) {
        return Optional.of(event.process().pid())
                .filter(actors::contains)
                .or(() -> event.parent().map(parent -> parent.pid()).filter(actors::contains));
    }

    /** The act it tells of, by what all policies show at the end; -1 if it is none. */
    static int sequence(PolicyEvent event) {
        int slack = event.data().isEmpty() ? -1 : number(event.data().getLast().value());
        if (slack >= 0 || event.arguments().isEmpty()) {
            return slack;
        }
        ArgumentValue last = event.arguments().getLast().value();
        return switch (last) {
            case ArgumentValue.SocketAddress to -> Connection.sequence(to.address());
            case ArgumentValue.Sock socket -> Connection.sequence(socket.destination());
            case ArgumentValue.Text text -> Repetition.sequence(text.value());
            default -> number(last);
        };
    }

    private static int number(ArgumentValue value) {
        return value instanceof ArgumentValue.UInt32 number && (number.value() & ~0xffffff) == Call.FLAG
                ? number.value() & ~Call.FLAG
                : -1;
    }

    /** What all events have in common that a rate limit takes for the same: the first bytes of all values, and how long texts are. */
    String alike() {
        return policy + " " + hook + " "
                + values.stream()
                        .map(value -> value.substring(0, Math.min(value.length(), TEXT.length() + Repetition.COMPARED))
                                + value.length())
                        .toList()
                + result;
    }

    /** A value as text; of files the path alone, of sockets what connections tell. */
    static String text(ArgumentValue value) {
        return switch (value) {
            case ArgumentValue.File file -> "file " + file.path() + (file.flags() == 0 ? "" : "?");
            case ArgumentValue.Sock sock ->
                "sock " + sock.family() + " " + sock.type() + " " + sock.protocol() + " " + sock.source() + " "
                        + sock.destination() + " " + sock.state();
            case ArgumentValue.Skb packet ->
                "skb " + packet.family() + " " + packet.protocol() + " " + packet.source() + " " + packet.destination();
            case ArgumentValue.Data data ->
                "data " + new String(data.bytes(), StandardCharsets.ISO_8859_1) + " of " + data.originalSize();
            default -> value.toString();
        };
    }
}
