package dev.skep.cli.agent.policy;

import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.ArgumentSource;
import dev.skep.security.policy.model.BinaryMatch;
import dev.skep.security.policy.model.CapabilityMatch;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.LabelSelector;
import dev.skep.security.policy.model.MatchValue;
import dev.skep.security.policy.model.NamespaceChangeMatch;
import dev.skep.security.policy.model.NamespaceKind;
import dev.skep.security.policy.model.NamespaceMatch;
import dev.skep.security.policy.model.PidMatch;
import dev.skep.security.policy.model.Selector;
import dev.skep.security.policy.model.SetOperator;
import dev.skep.security.policy.model.WorkloadSelector;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to hold for a rule, in words. */
final class ConditionText {
    private static final int MOST_VALUES = 8;

    private ConditionText() {}

    /** The conditions of a selector; none if it holds always. */
    static List<String> of(Hook hook, Selector selector) {
        List<String> all = new ArrayList<>();
        selector.workloads().map(ConditionText::workloads).ifPresent(all::add);
        selector.pids().forEach(match -> all.add(pids(match)));
        selector.binaries().forEach(match -> all.add(binaries("the binary", match)));
        selector.parentBinaries().forEach(match -> all.add(binaries("the parent's binary", match)));
        selector.namespaces().forEach(match -> all.add(namespaces(match)));
        selector.namespaceChanges().forEach(match -> all.add(changes(match)));
        selector.capabilities().forEach(match -> all.add(capabilities(match, "")));
        selector.capabilityChanges().forEach(match -> all.add(capabilities(match, " changed since exec:")));
        selector.arguments().forEach(match -> all.add(argument(hook.arguments(), match)));
        selector.data().forEach(match -> all.add(argument(hook.data(), match)));
        return all;
    }

    /** The conditions on what it returns. */
    static List<String> ofReturn(Hook hook, Selector selector) {
        List<Argument> returned = hook.returnArgument().stream().toList();
        return selector.returnArguments().stream()
                .map(match -> argument(returned, match).replaceFirst("^argument \\S+", "the result"))
                .toList();
    }

    /** Whose processes are meant. */
    static String workloads(WorkloadSelector selector) {
        if (!selector.restricts()) {
            return "all processes";
        }
        List<String> parts = new ArrayList<>();
        if (selector.pods().isPresent() || selector.containers().isPresent()) {
            parts.add("containers" + labels(" with ", selector.containers().orElse(LabelSelector.ANY)) + " of pods"
                    + labels(" with ", selector.pods().orElse(LabelSelector.ANY)));
        }
        if (selector.host()) {
            parts.add("processes outside of pods");
        }
        return String.join(", and ", parts);
    }

    /** What labels have to be. */
    static String labels(String before, LabelSelector selector) {
        if (selector.requirements().isEmpty()) {
            return "";
        }
        return selector.requirements().stream()
                .map(requirement -> switch (requirement.operator()) {
                    case IN ->
                        requirement.label()
                                + (requirement.values().size() == 1 ? "=" : " one of ")
                                + String.join(", ", requirement.values());
                    case NOT_IN -> requirement.label() + " none of " + String.join(", ", requirement.values());
                    case EXISTS -> requirement.label();
                    case DOES_NOT_EXIST -> "no " + requirement.label();
                })
                .collect(Collectors.joining(" and ", before, ""));
    }

    private static String isIn(SetOperator operator) {
        return operator == SetOperator.IN ? " is one of " : " is none of ";
    }

    private static String pids(PidMatch match) {
        return "the process" + (match.followForks() ? ", or one that it descends from," : "") + " has a number that"
                + isIn(match.operator())
                + list(match.pids().stream().map(Integer::toUnsignedString))
                + (match.namespacePid() ? " in its PID namespace" : "");
    }

    private static String binaries(String what, BinaryMatch match) {
        String is = switch (match.operator()) {
            case IN -> " is one of ";
            case NOT_IN -> " is none of ";
            case PREFIX -> " begins with one of ";
            case NOT_PREFIX -> " begins with none of ";
            case POSTFIX -> " ends with one of ";
            case NOT_POSTFIX -> " ends with none of ";
        };
        return what
                + (match.followChildren() ? ", or that of one that it descends from," : "")
                + is
                + list(match.paths().stream().map(path -> quoted(path.text())));
    }

    private static String namespaces(NamespaceMatch match) {
        Stream<String> inodes = match.inodes().stream().map(Integer::toUnsignedString);
        return "its " + match.kind().tetragonName() + " namespace" + isIn(match.operator())
                + list(Stream.concat(match.host() ? Stream.of("the host's") : Stream.empty(), inodes));
    }

    private static String changes(NamespaceChangeMatch match) {
        return (match.operator() == SetOperator.IN ? "one" : "none") + " of its namespaces "
                + list(match.kinds().stream().map(NamespaceKind::tetragonName)) + " has changed since exec";
    }

    private static String capabilities(CapabilityMatch match, String changed) {
        return "its " + match.set().tetragonName().toLowerCase(Locale.ROOT) + " capabilities" + changed
                + (match.operator() == SetOperator.IN ? " have one of " : " have none of ")
                + String.format(Locale.ROOT, "0x%x", match.mask())
                + (match.namespaceCapability() ? ", in a user namespace other than the host's" : "");
    }

    private static String argument(List<Argument> arguments, ArgumentMatch match) {
        if (match.positions().isEmpty()) {
            return values(match.values());
        }
        Argument first = arguments.get(match.positions().getFirst());
        String what = name(first);
        String with = values(match.values());
        return switch (match.operator()) {
            case EQUAL, IN_MAP -> what + " is one of " + with;
            case NOT_EQUAL, NOT_IN_MAP -> what + " is none of " + with;
            case PREFIX -> what + " begins with one of " + with;
            case NOT_PREFIX -> what + " begins with none of " + with;
            case POSTFIX -> what + " ends with one of " + with;
            case NOT_POSTFIX -> what + " ends with none of " + with;
            case GREATER_THAN -> what + " is greater than one of " + with;
            case LESS_THAN -> what + " is less than one of " + with;
            case MASK -> what + " has a bit of one of " + with;
            case IN_RANGE -> what + " is in one of " + with;
            case NOT_IN_RANGE -> what + " is in none of " + with;
            case SUB_STRING -> what + " has one of " + with + " within it";
            case SUB_STRING_IGN_CASE -> what + " has one of " + with + " within it, in either case";
            case SPORT -> what + ": source port one of " + with;
            case NOT_SPORT -> what + ": source port none of " + with;
            case SPORT_PRIV -> what + ": source port below 1024";
            case NOT_SPORT_PRIV -> what + ": source port not below 1024";
            case DPORT -> what + ": destination port one of " + with;
            case NOT_DPORT -> what + ": destination port none of " + with;
            case DPORT_PRIV -> what + ": destination port below 1024";
            case NOT_DPORT_PRIV -> what + ": destination port not below 1024";
            case SADDR -> what + ": source address in one of " + with;
            case NOT_SADDR -> what + ": source address in none of " + with;
            case DADDR -> what + ": destination address in one of " + with;
            case NOT_DADDR -> what + ": destination address in none of " + with;
            case PROTOCOL -> what + ": protocol one of " + with;
            case FAMILY -> what + ": address family one of " + with;
            case STATE -> what + ": state one of " + with;
            case FILE_TYPE -> what + " is a file of one of the types " + with;
            case NOT_FILE_TYPE -> what + " is a file of none of the types " + with;
            case CAPABILITIES_GAINED ->
                name(arguments.get(match.positions().getLast())) + " has capabilities that " + what + " has not";
            case CEL_EXPR -> with;
        };
    }

    /** An argument as people call it. */
    static String name(Argument argument) {
        String from = switch (argument.source()) {
            case ARGUMENT -> "argument " + argument.index();
            case CURRENT_TASK -> "the task";
            case PT_REGS -> "register " + argument.register().orElse("");
        };
        String way = argument.resolve().map(path -> "." + path).orElse("");
        boolean task = argument.source() == ArgumentSource.CURRENT_TASK;
        return (task ? "the task's " + way.replaceFirst("^\\.", "") : from + way)
                + (argument.label().isEmpty() ? "" : " '" + argument.label() + "'") + " ("
                + argument.type().tetragonName() + ")";
    }

    private static String values(List<MatchValue> values) {
        return list(values.stream().map(ConditionText::value));
    }

    private static String value(MatchValue value) {
        return switch (value) {
            case MatchValue.Text text -> quoted(text.text());
            case MatchValue.Range range -> {
                String first = number(range.first(), range.unsigned());
                String last = number(range.last(), range.unsigned());
                yield first.equals(last) ? first : first + " to " + last;
            }
            case MatchValue.Network network -> {
                String address = address(network.prefix().bytes());
                yield network.prefix().bits() == network.prefix().bytes().length * Byte.SIZE
                        ? address
                        : address + "/" + network.prefix().bits();
            }
            case MatchValue.Capabilities capabilities -> String.format(Locale.ROOT, "0x%x", capabilities.mask());
            case MatchValue.FileKind kind -> kind.type().name().toLowerCase(Locale.ROOT);
            case MatchValue.Cel cel -> cel.text();
            case MatchValue.Unread unread -> unread.text();
        };
    }

    private static String number(long number, boolean unsigned) {
        return unsigned ? Long.toUnsignedString(number) : Long.toString(number);
    }

    private static String address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("an address of " + bytes.length + " bytes", impossible);
        }
    }

    private static String list(Stream<String> values) {
        List<String> all = values.toList();
        String shown = String.join(", ", all.subList(0, Math.min(all.size(), MOST_VALUES)));
        return all.size() > MOST_VALUES ? shown + " and " + (all.size() - MOST_VALUES) + " more" : shown;
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c)) {
                quoted.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
