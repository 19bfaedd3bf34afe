package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.ActivePolicy;
import dev.skep.security.policy.event.ArgumentValue;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.model.BinaryMatch;
import dev.skep.security.policy.model.CapabilityMatch;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.NamespaceMatch;
import dev.skep.security.policy.model.PidMatch;
import dev.skep.security.policy.model.Selector;
import dev.skep.security.policy.model.SetOperator;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Says what a policy has to tell of a deed, by what the policy says and nothing else. */
final class Oracle {
    private final Map<NamespaceKind, Long> host;

    /**
     * An oracle.
     *
     * @param host namespaces of process 1
     */
    Oracle(Map<NamespaceKind, Long> host) {
        this.host = host;
    }

    /** All that policies have to tell of a deed. */
    List<Told> told(List<ActivePolicy> policies, Deed deed) {
        List<Told> all = new ArrayList<>();
        for (ActivePolicy policy : policies) {
            for (Hook hook : policy.policy().hooks()) {
                if (policy.enabled() && isAt(hook.point(), deed.call()) && tells(hook, deed)) {
                    all.add(new Told(
                            policy.policy().name().name(),
                            hook.message(),
                            deed.facts().lineage().getFirst().pid(),
                            hook.arguments().stream()
                                    .map(argument -> shown(argument, index(hook, argument), deed))
                                    .toList()));
                }
            }
        }
        return all;
    }

    private static boolean isAt(HookPoint point, Call call) {
        return point.description().endsWith("_" + call.text());
    }

    /** Fields of the record of sys_enter_*: five that all have, then the arguments. */
    private static int index(Hook hook, Argument argument) {
        return hook.point() instanceof HookPoint.Tracepoint ? argument.index() - 5 : argument.index();
    }

    private boolean tells(Hook hook, Deed deed) {
        if (hook.selectors().isEmpty()) {
            return true;
        }
        Optional<Selector> first = hook.selectors().stream()
                .filter(selector -> matches(hook, selector, deed))
                .findFirst();
        return first.isPresent() && first.get().actions().stream().noneMatch(Action.NoPost.class::isInstance);
    }

    private boolean matches(Hook hook, Selector selector, Deed deed) {
        Facts facts = deed.facts();
        return selector.arguments().stream().allMatch(match -> holds(hook, match, deed))
                && selector.pids().stream().allMatch(match -> holds(match, facts))
                && selector.binaries().stream().allMatch(match -> holds(match, facts.lineage()))
                && selector.parentBinaries().stream()
                        .allMatch(match -> holds(
                                match,
                                facts.lineage().subList(1, facts.lineage().size())))
                && selector.namespaces().stream().allMatch(match -> holds(match, facts))
                && selector.capabilities().stream().allMatch(match -> holds(match, facts));
    }

    private static boolean holds(PidMatch match, Facts facts) {
        return wanted(
                match.operator(),
                (match.followForks() ? facts.lineage() : facts.lineage().subList(0, 1))
                        .stream()
                                .map(match.namespacePid() ? Facts.Member::namespacePid : Facts.Member::pid)
                                .anyMatch(match.pids()::contains));
    }

    private static boolean wanted(SetOperator operator, boolean found) {
        return found == (operator == SetOperator.IN);
    }

    private static boolean holds(BinaryMatch match, List<Facts.Member> lineage) {
        List<Facts.Member> meant = match.followChildren() ? lineage : lineage.subList(0, 1);
        return switch (match.operator()) {
            case IN -> any(meant, match, String::equals);
            case NOT_IN -> !any(meant, match, String::equals);
            case PREFIX -> any(meant, match, String::startsWith);
            case NOT_PREFIX -> !any(meant, match, String::startsWith);
            case POSTFIX -> any(meant, match, String::endsWith);
            case NOT_POSTFIX -> !any(meant, match, String::endsWith);
        };
    }

    private interface Comparison {
        boolean holds(String text, String value);
    }

    private static boolean any(List<Facts.Member> members, BinaryMatch match, Comparison comparison) {
        return members.stream()
                .anyMatch(member ->
                        match.paths().stream().anyMatch(path -> comparison.holds(member.binary(), path.text())));
    }

    private boolean holds(NamespaceMatch match, Facts facts) {
        Long inode = facts.namespaces().get(match.kind());
        return wanted(
                match.operator(),
                inode != null
                        && (match.inodes().stream().anyMatch(wanted -> Integer.toUnsignedLong(wanted) == inode)
                                || (match.host() && inode.equals(host.get(match.kind())))));
    }

    private boolean holds(CapabilityMatch match, Facts facts) {
        boolean inHost = facts.namespaces().get(NamespaceKind.USER).equals(host.get(NamespaceKind.USER));
        return wanted(match.operator(), (facts.capabilities().get(match.set()) & match.mask()) != 0)
                && !(match.namespaceCapability() && inHost);
    }

    private static boolean holds(Hook hook, ArgumentMatch match, Deed deed) {
        Argument argument = hook.arguments().get(match.positions().getFirst());
        int index = index(hook, argument);
        return switch (argument.type().kind()) {
            case SIGNED, UNSIGNED -> number(match, number(argument.type(), deed.number(index)), argument.type());
            case TEXT -> text(match, deed.text(index));
            case PATH -> text(match, path(deed, index));
            default -> throw new IllegalStateException("no oracle for " + argument);
        };
    }

    private static String path(Deed deed, int index) {
        return deed.facts().files().getOrDefault((int) deed.number(index), "");
    }

    private static boolean number(ArgumentMatch match, BigInteger number, ArgumentType type) {
        Stream<MatchValue.Range> values = match.values().stream().map(MatchValue.Range.class::cast);
        return switch (match.operator()) {
            case EQUAL, IN_MAP, IN_RANGE -> values.anyMatch(within(number, type));
            case NOT_EQUAL, NOT_IN_MAP, NOT_IN_RANGE -> values.noneMatch(within(number, type));
            case GREATER_THAN -> values.anyMatch(value -> number.compareTo(number(type, value.first())) > 0);
            case LESS_THAN -> values.anyMatch(value -> number.compareTo(number(type, value.last())) < 0);
            case MASK ->
                values.anyMatch(value ->
                        number.and(number(type, value.first())).and(ones(type)).signum() != 0);
            default -> throw new IllegalStateException("no oracle for " + match);
        };
    }

    private static Predicate<MatchValue.Range> within(BigInteger number, ArgumentType type) {
        return range ->
                number.compareTo(number(type, range.first())) >= 0 && number.compareTo(number(type, range.last())) <= 0;
    }

    private static BigInteger ones(ArgumentType type) {
        return BigInteger.ONE.shiftLeft(8 * type.bytes()).subtract(BigInteger.ONE);
    }

    /** The number that a register holds for a type. */
    private static BigInteger number(ArgumentType type, long register) {
        BigInteger bits = BigInteger.valueOf(register).and(ones(type));
        boolean negative = type.kind() == ArgumentType.Kind.SIGNED && bits.testBit(8 * type.bytes() - 1);
        return negative ? bits.subtract(ones(type)).subtract(BigInteger.ONE) : bits;
    }

    private static boolean text(ArgumentMatch match, String text) {
        Stream<String> values = match.values().stream().map(value -> ((MatchValue.Text) value).text());
        return switch (match.operator()) {
            case EQUAL -> values.anyMatch(text::equals);
            case NOT_EQUAL -> values.noneMatch(text::equals);
            case PREFIX -> values.anyMatch(text::startsWith);
            case NOT_PREFIX -> values.noneMatch(text::startsWith);
            case POSTFIX -> values.anyMatch(text::endsWith);
            case NOT_POSTFIX -> values.noneMatch(text::endsWith);
            case SUB_STRING -> values.anyMatch(text::contains);
            case SUB_STRING_IGN_CASE -> values.anyMatch(value -> lower(text).contains(lower(value)));
            default -> throw new IllegalStateException("no oracle for " + match);
        };
    }

    /** Generated texts have no letters but those of ASCII. */
    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String shown(Argument argument, int index, Deed deed) {
        return switch (argument.type().kind()) {
            case TEXT -> new ArgumentValue.Text(deed.text(index)).toString();
            case PATH -> "file " + path(deed, index);
            case SIGNED -> {
                long value = number(argument.type(), deed.number(index)).longValue();
                yield (argument.type().bytes() == 8
                                ? new ArgumentValue.Int64(value)
                                : new ArgumentValue.Int32((int) value))
                        .toString();
            }
            case UNSIGNED -> {
                long value = number(argument.type(), deed.number(index)).longValue();
                yield (argument.type().bytes() == 8
                                ? new ArgumentValue.UInt64(value)
                                : new ArgumentValue.UInt32((int) value))
                        .toString();
            }
            default -> throw new IllegalStateException("no oracle for " + argument);
        };
    }
}
