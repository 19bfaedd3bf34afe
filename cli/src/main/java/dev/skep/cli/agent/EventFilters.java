package dev.skep.cli.agent;

import com.google.protobuf.FieldMask;
import dev.skep.api.message.EventType;
import dev.skep.api.message.FieldFilter;
import dev.skep.api.message.FieldFilterAction;
import dev.skep.api.message.Filter;
import dev.skep.api.message.GetEventsRequest;
import dev.skep.cli.command.OptionList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** Which events and which of their fields are asked for. */
final class EventFilters {
    private EventFilters() {}

    static void add(OptionList options) {
        options.values(
                        EventType.class,
                        "TYPE",
                        EventFilters::type,
                        "Only events of this type: " + types() + ".",
                        "-e",
                        "--event-types")
                .values(
                        String.class,
                        "REGEX",
                        text -> text,
                        "Only processes whose binary matches.",
                        "--process",
                        "--processes")
                .values(
                        String.class,
                        "NAME",
                        text -> text,
                        "Only pods of this namespace.",
                        "-n",
                        "--namespace",
                        "--namespaces")
                .values(String.class, "REGEX", text -> text, "Only pods of namespaces that match.", "--namespace-regex")
                .values(String.class, "REGEX", text -> text, "Only pods whose name matches.", "--pod", "--pods")
                .values(String.class, "REGEX", text -> text, "Only containers whose id matches.", "--container-id")
                .values(String.class, "NAME", text -> text, "Only events of this policy.", "--policy-names")
                .value(
                        String.class,
                        "EXPRESSION",
                        text -> text,
                        "Only events for which this CEL expression is true, such as process_exec.process.pid > 100u.",
                        "--cel-expression")
                .flag("Only processes that are in no pod.", "--host")
                .values(
                        String.class,
                        "FIELD",
                        text -> text,
                        "Only these fields, such as process.binary,parent.pod.",
                        "-f",
                        "--include-fields")
                .values(String.class, "FIELD", text -> text, "All fields but these.", "-F", "--exclude-fields");
    }

    private static String types() {
        return Arrays.stream(EventType.values())
                .filter(type -> type != EventType.UNDEF && type != EventType.UNRECOGNIZED)
                .map(EventType::name)
                .collect(Collectors.joining(", "));
    }

    private static EventType type(String text) {
        for (EventType type : EventType.values()) {
            if (type != EventType.UNRECOGNIZED
                    && type.name().equals(text.strip().toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        throw OptionList.refusal("'" + text + "' is not an event type (" + types() + ")");
    }

    static GetEventsRequest request(ParseResult options) {
        Filter.Builder filter = Filter.newBuilder()
                .addAllEventSet(OptionList.all(options, "--event-types"))
                .addAllBinaryRegex(OptionList.all(options, "--process"))
                .addAllNamespace(OptionList.all(options, "--namespace"))
                .addAllNamespaceRegex(OptionList.all(options, "--namespace-regex"))
                .addAllPodRegex(OptionList.all(options, "--pod"))
                .addAllContainerId(OptionList.all(options, "--container-id"))
                .addAllPolicyNames(OptionList.all(options, "--policy-names"));
        if (options.hasMatchedOption("--cel-expression")) {
            filter.addCelExpression(options.matchedOptionValue("--cel-expression", ""));
        }
        if (OptionList.has(options, "--host")) {
            filter.addNamespace("");
        }
        GetEventsRequest.Builder request = GetEventsRequest.newBuilder().addAllowList(filter);
        fields(OptionList.all(options, "--include-fields"), FieldFilterAction.INCLUDE, request);
        fields(OptionList.all(options, "--exclude-fields"), FieldFilterAction.EXCLUDE, request);
        return request.build();
    }

    private static void fields(List<String> paths, FieldFilterAction action, GetEventsRequest.Builder request) {
        if (!paths.isEmpty()) {
            request.addFieldFilters(FieldFilter.newBuilder()
                    .setFields(FieldMask.newBuilder().addAllPaths(paths))
                    .setAction(action));
        }
    }
}
