package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.Argument;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.event.PolicyEvent;
import java.util.List;

/**
 * What an event tells, as far as it is compared.
 *
 * @param policy the policy's name
 * @param hook the message of the hook
 * @param pid who did it
 * @param values the arguments
 */
record Told(String policy, String hook, int pid, List<String> values) {
    static Told of(PolicyEvent event) {
        return new Told(
                event.policy().name(),
                event.policy().message(),
                event.process().pid(),
                event.arguments().stream().map(Argument::value).map(Told::text).toList());
    }

    /** The deed it tells of, by its flags, which all policies show at the end; -1 if it is none. */
    static int sequence(PolicyEvent event) {
        return !event.arguments().isEmpty()
                        && event.arguments().getLast().value() instanceof ArgumentValue.UInt32 flags
                        && (flags.value() & ~0xffffff) == Call.FLAG
                ? flags.value() & ~Call.FLAG
                : -1;
    }

    private static String text(ArgumentValue value) {
        return value instanceof ArgumentValue.File file
                ? "file " + file.path() + (file.flags() == 0 ? "" : "?")
                : value.toString();
    }
}
