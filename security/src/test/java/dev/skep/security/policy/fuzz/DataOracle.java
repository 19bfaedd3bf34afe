package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.Hook;
import java.nio.charset.StandardCharsets;

/** Says what fields of the process that acts hold, and compares them. */
final class DataOracle {
    private DataOracle() {}

    private static Object value(Argument field, Act act) {
        return TaskField.of(field.resolve().orElseThrow().toString()).of(act);
    }

    static boolean holds(Hook hook, ArgumentMatch match, Act act) {
        Argument field = hook.data().get(match.positions().getFirst());
        return switch (value(field, act)) {
            case String text -> TextOracle.holds(match, text.getBytes(StandardCharsets.UTF_8));
            case Long number -> NumberOracle.holds(match, NumberOracle.number(field.type(), number), field.type());
            default -> throw new IllegalStateException("no oracle for " + field);
        };
    }

    /** As an event has it. */
    static ArgumentValue shown(Argument field, Act act) {
        return switch (value(field, act)) {
            case String text -> new ArgumentValue.Text(text);
            case Long number -> NumberOracle.shown(field.type(), number);
            default -> throw new IllegalStateException("no oracle for " + field);
        };
    }
}
