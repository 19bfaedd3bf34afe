package dev.skep.agent.event;

import dev.skep.api.filter.Redaction;
import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Hides in the texts and bytes of a policy's arguments what is hidden in the arguments of processes. Immutable. */
final class RedactedArguments {
    private final Redaction redaction;

    RedactedArguments(Redaction redaction) {
        this.redaction = redaction;
    }

    List<Argument> of(List<Argument> arguments, String binary) {
        return redaction.hidesNothing()
                ? arguments
                : arguments.stream().map(argument -> of(argument, binary)).toList();
    }

    Argument of(Argument argument, String binary) {
        if (redaction.hidesNothing()) {
            return argument;
        }
        return switch (argument.value()) {
            case ArgumentValue.Text(String text) ->
                new Argument(argument.label(), new ArgumentValue.Text(redaction.apply(binary, text)));
            case ArgumentValue.Data data -> {
                // Each byte is one character there and back, whatever the bytes mean.
                String text = new String(data.bytes(), StandardCharsets.ISO_8859_1);
                String shown = redaction.apply(binary, text);
                yield shown.equals(text)
                        ? argument
                        : new Argument(
                                argument.label(),
                                new ArgumentValue.Data(
                                        shown.getBytes(StandardCharsets.ISO_8859_1),
                                        data.originalSize() + shown.length() - text.length()));
            }
            default -> argument;
        };
    }
}
