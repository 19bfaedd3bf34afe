package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Abi;
import dev.skep.security.policy.model.ActionKind;
import dev.skep.security.policy.model.Argument;
import dev.skep.security.policy.model.Call;
import dev.skep.security.policy.model.Hook;
import dev.skep.security.policy.model.HookPoint;
import dev.skep.security.policy.model.HookPoint.Functions;
import dev.skep.security.policy.model.HookPoint.Functions.Probe;
import dev.skep.security.policy.read.HookScope.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the hooks of a policy. */
final class HookReader {
    /** Names of tracepoints, and of hooks of the LSM. */
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

    private final Lists lists;
    private final CallReader calls;
    private final Macros macros;
    private final ArgumentReader arguments;
    private final ActionReader actions;
    private final boolean enforcers;

    HookReader(Abi host, Lists lists, CallReader calls, Macros macros, boolean enforcers) {
        this.lists = lists;
        this.calls = calls;
        this.macros = macros;
        this.enforcers = enforcers;
        arguments = new ArgumentReader(host);
        actions = new ActionReader(host);
    }

    Hook functions(Element hook, int index, Probe probe) {
        Fields fields = hook.fields(
                "call",
                "syscall",
                "return",
                "returnArg",
                "returnArgAction",
                "args",
                "data",
                "selectors",
                "message",
                "tags",
                "ignore");
        boolean callNotFound = fields.optional("ignore")
                .map(ignore -> ignore.fields("callNotFound").flag("callNotFound"))
                .orElse(false);
        Optional<Element> call = fields.required("call");
        List<Call> named = call.map(
                        name -> calls.calls(name, fields.optional("syscall").map(Element::flag), callNotFound))
                .orElse(List.of());
        HookPoint point = new Functions(probe, named, call.map(Element::text).orElse(""));
        return finish(
                fields,
                index,
                point,
                probe == Probe.KPROBE ? Kind.KPROBE : Kind.FENTRY,
                returnArgument(fields),
                new Hook.Ignore(callNotFound, false));
    }

    Hook tracepoint(Element hook, int index) {
        Fields fields = hook.fields("subsystem", "event", "raw", "args", "selectors", "message", "tags");
        HookPoint point =
                new HookPoint.Tracepoint(word(fields, "subsystem"), word(fields, "event"), fields.flag("raw"));
        return finish(fields, index, point, Kind.TRACEPOINT, Optional.empty(), Hook.Ignore.NOTHING);
    }

    Hook lsm(Element hook, int index) {
        Fields fields = hook.fields("hook", "args", "selectors", "message", "tags");
        HookPoint point = new HookPoint.Lsm(word(fields, "hook"));
        return finish(fields, index, point, Kind.LSM, Optional.empty(), Hook.Ignore.NOTHING);
    }

    Hook userFunctions(Element hook, int index) {
        Fields fields = hook.fields(
                "path",
                "btfPath",
                "symbols",
                "offsets",
                "addrs",
                "refCtrOffsets",
                "return",
                "returnArg",
                "args",
                "data",
                "selectors",
                "message",
                "tags",
                "binaryDigests",
                "ignore");
        boolean digest = fields.optional("ignore")
                .map(ignore -> ignore.fields("digestVerificationFailure").flag("digestVerificationFailure"))
                .orElse(false);
        HookPoint point = new HookPoint.UserFunctions(
                fields.name("path"),
                fields.filled("btfPath"),
                UserLocationReader.read(fields),
                fields.list("binaryDigests", DigestReader::read));
        return finish(fields, index, point, Kind.UPROBE, returnArgument(fields), new Hook.Ignore(false, digest));
    }

    Hook userTracepoint(Element hook, int index) {
        Fields fields = hook.fields("path", "btfPath", "provider", "name", "args", "selectors", "message", "tags");
        HookPoint point = new HookPoint.UserTracepoint(
                fields.name("path"), fields.filled("btfPath"), fields.name("provider"), fields.name("name"));
        return finish(fields, index, point, Kind.USDT, Optional.empty(), Hook.Ignore.NOTHING);
    }

    private static String word(Fields fields, String name) {
        String text = fields.name(name);
        if (!text.isEmpty() && !WORD.matcher(text).matches()) {
            fields.optional(name)
                    .ifPresent(value ->
                            value.wrong("'" + Element.shown(text) + "' is no such name: letters, digits, '_' and '-'"));
        }
        return text;
    }

    private Optional<Argument> returnArgument(Fields fields) {
        Optional<Argument> argument = fields.optional("returnArg").map(arguments::returned);
        if (fields.flag("return")) {
            if (argument.isEmpty()) {
                fields.owner().wrong("has return: true, but no returnArg that says of which type the value is");
            }
            return argument;
        }
        fields.optional("returnArg").ifPresent(value -> value.remark("does nothing without return: true"));
        return Optional.empty();
    }

    private Hook finish(
            Fields fields, int index, HookPoint point, Kind kind, Optional<Argument> returned, Hook.Ignore ignore) {
        List<Argument> read = fields.list("args", argument -> arguments.argument(argument, kind));
        List<Argument> data = fields.list("data", arguments::data);
        String lsmHook = point instanceof HookPoint.Lsm lsm ? lsm.hook() : "";
        HookScope scope = new HookScope(kind, lsmHook, read, data, returned, enforcers);
        SelectorReader selectors = new SelectorReader(scope, new MatchReader(scope, lists, calls), actions, macros);
        return new Hook(
                point,
                index,
                read,
                data,
                returned,
                returnAction(fields, returned),
                fields.list("selectors", selectors::read),
                fields.text("message"),
                fields.list("tags", Element::name),
                ignore,
                fields.owner().place());
    }

    private static Optional<ActionKind> returnAction(Fields fields, Optional<Argument> returned) {
        Optional<Element> action =
                fields.optional("returnArgAction").filter(value -> !value.text().isEmpty());
        if (returned.isEmpty()) {
            action.ifPresent(value -> value.wrong("needs return: true and a returnArg, which is the socket"));
        }
        return action.flatMap(value -> value.choice(
                new ActionKind[] {ActionKind.TRACK_SOCK, ActionKind.UNTRACK_SOCK}, ActionKind::tetragonName));
    }
}
