package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;

/**
 * A call of linkat(2), which fails before it does anything. Its arguments are of few, so that they come again, and its last text has the number
 * of the act behind the bytes that rate limits look at: those take it for what was there before.
 *
 * @param sequence its number among all
 * @param number the first argument
 * @param text the second
 * @param facts who does it
 * @param outcome what came of it
 */
record Repetition(int sequence, long number, String text, Facts facts, Outcome outcome) implements Act {
    /** The name of the system call. */
    static final String CALL = "linkat";

    /** Where its number, its text, and the text with the number of the act are among its arguments. */
    static final int NUMBER = 0;

    static final int TEXT = 1;
    static final int SEQUENCE = 3;

    /** Of each argument so much is compared by rate limits. */
    static final int COMPARED = 40;

    /** What the last text begins with. */
    static final String BEGINNING = "k".repeat(COMPARED);

    private static final int X64 = 265;
    private static final int ARM64 = 37;
    private static final int DIGITS = 16;

    @Override
    public long slack() {
        return 0;
    }

    @Override
    public Repetition done(Outcome what, Facts who) {
        return new Repetition(sequence, number, text, who, what);
    }

    @Override
    public Repetition again(int next, Facts who) {
        return new Repetition(next, number, text, who, Outcome.NONE);
    }

    @Override
    public List<Act> smaller() {
        return List.of();
    }

    private String last() {
        return BEGINNING + HexFormat.of().toHexDigits(sequence, 6);
    }

    /** The number of the act of which a text is the last; -1 if it is none such. */
    static int sequence(String text) {
        return text.startsWith(BEGINNING) && text.length() > BEGINNING.length()
                ? Integer.parseInt(text.substring(BEGINNING.length()), DIGITS)
                : -1;
    }

    private static String hexadecimal(String text) {
        return "s" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String line() {
        int call = System.getProperty("os.arch").equals("aarch64") ? ARM64 : X64;
        return "again 0 " + call + " " + number + " " + hexadecimal(text) + " -1 " + hexadecimal(last()) + " "
                + Call.FLAG;
    }

    @Override
    public boolean isSeenBy(Hook hook) {
        return hook.point().description().endsWith("_" + CALL);
    }

    private Object value(Hook hook, Argument argument) {
        int index = hook.point() instanceof HookPoint.Tracepoint
                ? argument.index() - PolicyGenerator.COMMON
                : argument.index();
        return switch (index) {
            case NUMBER -> number;
            case TEXT -> text;
            default -> last();
        };
    }

    @Override
    public boolean meets(Hook hook, ArgumentMatch match) {
        Argument argument = hook.arguments().get(match.positions().getFirst());
        ArgumentType type = argument.type();
        return value(hook, argument) instanceof Long value
                ? NumberOracle.holds(match, NumberOracle.number(type, value), type)
                : TextOracle.holds(match, value(hook, argument).toString().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ArgumentValue shown(Hook hook, Argument argument) {
        return value(hook, argument) instanceof Long value
                ? NumberOracle.shown(argument.type(), value)
                : new ArgumentValue.Text(value(hook, argument).toString());
    }
}
