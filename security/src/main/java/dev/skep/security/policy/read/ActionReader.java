package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.Action;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.model.ArgumentType;
import dev.skep.security.policy.read.HookScope.Kind;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Reads actions. */
final class ActionReader {
    private static final Map<ActionKind, Set<String>> ARGUMENTS = Map.of(
            ActionKind.POST, Set.of("rateLimit", "rateLimitScope", "kernelStackTrace", "userStackTrace", "imaHash"),
            ActionKind.OVERRIDE, Set.of("argError", "argRegs", "argNewSymbol", "argNewAddr", "argNewOffset"),
            ActionKind.SIGNAL, Set.of("argSig"),
            ActionKind.GET_URL, Set.of("argUrl"),
            ActionKind.DNS_LOOKUP, Set.of("argFqdn"),
            ActionKind.TRACK_SOCK, Set.of("argSock"),
            ActionKind.UNTRACK_SOCK, Set.of("argSock"),
            ActionKind.NOTIFY_ENFORCER, Set.of("argError", "argSig"),
            ActionKind.SET, Set.of("argIndex", "argValue"));
    private static final String[] FIELDS = {
        "action",
        "argUrl",
        "argFqdn",
        "argError",
        "argSig",
        "argSock",
        "argIndex",
        "argValue",
        "argRegs",
        "argNewSymbol",
        "argNewAddr",
        "argNewOffset",
        "rateLimit",
        "rateLimitScope",
        "kernelStackTrace",
        "userStackTrace",
        "imaHash"
    };
    /** What a field says that says nothing. */
    private static final Set<String> NOTHING = Set.of("", "0", "false");

    private static final BigInteger MOST_SIGNAL = BigInteger.valueOf(64);
    private static final Pattern DOMAIN =
            Pattern.compile("(?=.{1,253}\\.?$)([A-Za-z0-9_]([-A-Za-z0-9_]{0,61}[A-Za-z0-9_])?\\.?)+");

    private final OverrideReader overrides;

    ActionReader(Abi host) {
        overrides = new OverrideReader(host);
    }

    Action read(Element element, HookScope scope) {
        Fields fields = element.fields(FIELDS);
        Optional<ActionKind> kind = fields.required("action")
                .flatMap(action -> action.choice(ActionKind.values(), ActionKind::tetragonName));
        kind.ifPresent(known -> remarkUnused(fields, known));
        return kind.map(known -> action(known, fields, scope)).orElseGet(() -> new Action.NoPost(element.place()));
    }

    private static void remarkUnused(Fields fields, ActionKind kind) {
        Set<String> used = ARGUMENTS.getOrDefault(kind, Set.of());
        for (String name : fields.names()) {
            Element value = fields.optional(name).orElseThrow();
            boolean says = value.isMapping() || !NOTHING.contains(scalar(value));
            if (!name.equals("action") && !used.contains(name) && says) {
                value.remark("does nothing with " + kind.tetragonName());
            }
        }
    }

    private static String scalar(Element value) {
        return value.node() instanceof ScalarNode node ? node.getValue() : "list";
    }

    private Action action(ActionKind kind, Fields fields, HookScope scope) {
        Element element = fields.owner();
        return switch (kind) {
            case POST -> PostReader.read(fields, scope);
            case NO_POST -> new Action.NoPost(element.place());
            case SIGKILL -> new Action.Sigkill(element.place());
            case SIGNAL ->
                new Action.Signal(
                        fields.required("argSig")
                                .map(value -> (int) value.number(BigInteger.ONE, MOST_SIGNAL))
                                .orElse(1),
                        element.place());
            case OVERRIDE -> overrides.read(fields, scope);
            case GET_URL -> new Action.GetUrl(url(fields), element.place());
            case DNS_LOOKUP -> new Action.DnsLookup(domain(fields), element.place());
            case TRACK_SOCK -> new Action.TrackSock(socket(fields, scope), element.place());
            case UNTRACK_SOCK -> new Action.UntrackSock(socket(fields, scope), element.place());
            case NOTIFY_ENFORCER -> enforcer(fields, scope);
            case CLEANUP_ENFORCER_NOTIFICATION -> {
                requireEnforcers(element, scope);
                yield new Action.CleanupEnforcerNotification(element.place());
            }
            case SET -> set(fields, scope);
        };
    }

    private static URI url(Fields fields) {
        Optional<Element> value = fields.required("argUrl");
        try {
            URI url = new URI(value.map(Element::text).orElse(""));
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (!web || url.getHost() == null) {
                value.ifPresent(text ->
                        text.wrong("has to be an address of the web, such as https://example.org/" + text.butIs()));
            }
            return url;
        } catch (URISyntaxException wrong) {
            value.ifPresent(text -> text.wrong("is no address: " + Element.shown(String.valueOf(wrong.getReason()))
                    + " at character " + (wrong.getIndex() + 1)));
            return URI.create("");
        }
    }

    private static String domain(Fields fields) {
        String name = fields.name("argFqdn");
        if (!name.isEmpty() && !DOMAIN.matcher(name).matches()) {
            fields.optional("argFqdn").ifPresent(value -> value.wrong("is no name of a host" + value.butIs()));
        }
        return name;
    }

    private static int socket(Fields fields, HookScope scope) {
        int position = fields.optional("argSock")
                .map(value -> (int) Math.min(value.unsigned32(), Integer.MAX_VALUE))
                .orElse(0);
        boolean known = position < scope.arguments().size();
        ArgumentType type = known ? scope.arguments().get(position).type() : ArgumentType.NOP;
        if (!known || (type != ArgumentType.SOCK && type != ArgumentType.SOCKET && type != ArgumentType.AUTO)) {
            fields.optional("argSock")
                    .orElse(fields.owner())
                    .wrong("has to be the position in args of an argument of type sock; "
                            + (known
                                    ? "item " + position + " is of type " + type.tetragonName()
                                    : "args has " + scope.arguments().size()));
        }
        return position;
    }

    private static Action enforcer(Fields fields, HookScope scope) {
        requireEnforcers(fields.owner(), scope);
        int error = OverrideReader.error(fields);
        int signal = fields.optional("argSig")
                .map(value -> (int) value.number(BigInteger.ZERO, MOST_SIGNAL))
                .orElse(0);
        if (error == 0 && signal == 0) {
            fields.owner().wrong("needs argError, argSig, or both: what the enforcer does");
        }
        return new Action.NotifyEnforcer(error, signal, fields.owner().place());
    }

    private static void requireEnforcers(Element element, HookScope scope) {
        if (!scope.enforcers()) {
            element.wrong("needs spec.enforcers: the system calls that are ended");
        }
    }

    private static Action set(Fields fields, HookScope scope) {
        if (scope.kind() != Kind.USDT) {
            fields.owner()
                    .wrong("Set writes an argument of a usdt; " + scope.kind() + " has none that could be written"
                            + (scope.kind() == Kind.UPROBE ? ", use Override with argRegs" : ""));
        }
        long position = fields.optional("argIndex").map(Element::unsigned32).orElse(0L);
        boolean known = position < scope.arguments().size();
        if (scope.kind() == Kind.USDT && !known) {
            fields.optional("argIndex")
                    .orElse(fields.owner())
                    .wrong("there is no argument " + position + " in args of the usdt");
        }
        int value =
                fields.optional("argValue").map(Element::unsigned32).orElse(0L).intValue();
        int index = known ? scope.arguments().get((int) position).index() : 0;
        return new Action.Set(index, value, fields.owner().place());
    }
}
