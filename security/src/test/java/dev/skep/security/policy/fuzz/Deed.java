package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.Operator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
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
 * @param outcome what came of it
 */
record Deed(Call call, int sequence, List<Object> arguments, long slack, Facts facts, Outcome outcome) implements Act {
    /** Of a text. */
    private static final int MOST_BYTES = 4096;

    /** Copies. */
    Deed {
        arguments = List.copyOf(arguments);
    }

    @Override
    public Deed done(Outcome what, Facts who) {
        return new Deed(call, sequence, arguments, slack, who, what);
    }

    @Override
    public Deed again(int number, Facts who) {
        List<Object> other = new ArrayList<>(arguments);
        other.set(call.arguments().indexOf(Call.Kind.SEQUENCE), (long) (Call.FLAG | number));
        return new Deed(call, number, other, slack, who, Outcome.NONE);
    }

    @Override
    public List<Act> smaller() {
        List<Act> smaller = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (call.arguments().get(i) != Call.Kind.SEQUENCE) {
                for (Object simple : Smaller.than(arguments.get(i))) {
                    List<Object> other = new ArrayList<>(arguments);
                    other.set(i, simple);
                    smaller.add(new Deed(call, sequence, other, slack, facts, outcome));
                }
            }
        }
        Smaller.than(slack).forEach(less -> smaller.add(new Deed(call, sequence, arguments, less, facts, outcome)));
        return smaller;
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

    @Override
    public String line() {
        return "call " + slack + " " + call.number() + " "
                + arguments.stream().map(Deed::argument).collect(Collectors.joining(" "));
    }

    private static String argument(Object argument) {
        return switch (argument) {
            case String text -> "s" + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
            case Address address -> "s" + HexFormat.of().formatHex(address.bytes());
            default -> argument.toString();
        };
    }

    @Override
    public boolean isSeenBy(Hook hook) {
        return hook.point().description().endsWith("_" + call.text());
    }

    /** Fields of the record of sys_enter_*: five that all have, then the arguments. */
    private static int index(Hook hook, int index) {
        return hook.point() instanceof HookPoint.Tracepoint ? index - 5 : index;
    }

    @Override
    public boolean meets(Hook hook, ArgumentMatch match) {
        if (match.operator() == Operator.CEL_EXPR) {
            return ExpressionOracle.holds(
                    ((MatchValue.Cel) match.values().getFirst()).text(),
                    position -> calculable(hook, hook.arguments().get(position)));
        }
        Argument argument = hook.arguments().get(match.positions().getFirst());
        int index = index(hook, argument.index());
        ArgumentType type = argument.type();
        return switch (type.kind()) {
            case SIGNED, UNSIGNED -> NumberOracle.holds(match, NumberOracle.number(type, number(index)), type);
            case TEXT -> TextOracle.holds(match, bytes(hook, argument));
            case PATH -> TextOracle.holds(match, path(index).getBytes(StandardCharsets.UTF_8));
            case NETWORK -> NetworkOracle.holds(match, NetworkOracle.Ends.of(address(index)));
            case UNIX_ADDRESS ->
                match.operator() == Operator.FAMILY
                        ? NetworkOracle.inRange(match, address(index).family())
                        : TextOracle.holds(match, address(index).name());
            default -> throw new IllegalStateException("no oracle for " + argument);
        };
    }

    private ExpressionOracle.Value calculable(Hook hook, Argument argument) {
        ArgumentType type = argument.type();
        boolean signed = type.kind() == ArgumentType.Kind.SIGNED;
        boolean wide = type.bytes() == Long.BYTES;
        return new ExpressionOracle.Value(
                signed
                        ? wide ? ExpressionOracle.Type.INT64 : ExpressionOracle.Type.INT32
                        : wide ? ExpressionOracle.Type.UINT64 : ExpressionOracle.Type.UINT32,
                NumberOracle.number(type, number(index(hook, argument.index()))));
    }

    private String path(int index) {
        return facts.files().getOrDefault((int) number(index), "");
    }

    /** Of a buffer as many as the argument says that has the size; all of a string. */
    private byte[] whole(Hook hook, Argument argument) {
        byte[] all = text(index(hook, argument.index())).getBytes(StandardCharsets.UTF_8);
        return argument.sizeArgument().isPresent()
                ? Arrays.copyOf(
                        all, (int) number(index(hook, argument.sizeArgument().getAsInt())))
                : all;
    }

    /** As much of it as is read. */
    private byte[] bytes(Hook hook, Argument argument) {
        byte[] whole = whole(hook, argument);
        // The end of a string takes a byte, too.
        int most = argument.type() == ArgumentType.CHAR_BUF ? MOST_BYTES : MOST_BYTES - 1;
        return Arrays.copyOf(whole, Math.min(whole.length, most));
    }

    @Override
    public ArgumentValue shown(Hook hook, Argument argument) {
        int index = index(hook, argument.index());
        return switch (argument.type().kind()) {
            case TEXT -> {
                byte[] bytes = bytes(hook, argument);
                yield argument.type() == ArgumentType.CHAR_BUF
                        ? new ArgumentValue.Data(bytes, whole(hook, argument).length)
                        : new ArgumentValue.Text(new String(bytes, StandardCharsets.UTF_8));
            }
            case PATH -> new ArgumentValue.File(path(index), 0, 0);
            case NETWORK -> {
                NetworkOracle.Ends ends = NetworkOracle.Ends.of(address(index));
                yield new ArgumentValue.SocketAddress(ends.family(), ends.source());
            }
            case UNIX_ADDRESS ->
                new ArgumentValue.UnixAddress(
                        address(index).family(), new String(address(index).name(), StandardCharsets.UTF_8));
            default -> NumberOracle.shown(argument.type(), number(index));
        };
    }
}
