package dev.skep.security.policy.read;

import dev.skep.security.policy.PolicyException;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.Operator;
import java.util.ArrayList;
import java.util.List;

/** Reads values for arguments of type {@code auto}, when the hook has said of which type they are. */
public final class ArgumentValues {
    private ArgumentValues() {}

    /**
     * The condition with its values read.
     *
     * @throws PolicyException if the operator does not compare the type, or a value is none of it
     */
    public static ArgumentMatch read(ArgumentMatch match, ArgumentType type) {
        Operator operator = match.operator();
        if (!OperatorFit.of(type).contains(operator)) {
            throw new PolicyException(match.place(), "", OperatorFit.refusal(operator, type));
        }
        Problems problems = new Problems();
        List<MatchValue> values = new ArrayList<>();
        for (MatchValue value : match.values()) {
            if (value instanceof MatchValue.Unread unread) {
                Element text = Element.ofText(unread.text(), unread.place(), problems);
                values.addAll(MatchValueReader.read(text, operator, type));
            } else {
                values.add(value);
            }
        }
        problems.check();
        return new ArgumentMatch(match.positions(), operator, values, match.place());
    }
}
