package dev.skep.api.filter;

import dev.skep.api.message.EventType;
import dev.skep.api.message.Filter;
import dev.skep.api.message.GetEventsResponse;
import dev.skep.api.message.Process;
import dev.skep.identity.filter.LabelSelector;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Turns one filter into the tests that an event has to pass, cheap ones first. */
final class FilterCompiler {
    private final List<Predicate<GetEventsResponse>> tests = new ArrayList<>();

    private FilterCompiler() {}

    static Predicate<GetEventsResponse> compile(Filter filter) {
        FilterCompiler compiler = new FilterCompiler();
        compiler.numbers(filter);
        compiler.place(filter);
        compiler.texts(filter);
        compiler.others(filter);
        List<Predicate<GetEventsResponse>> tests = List.copyOf(compiler.tests);
        return event -> {
            for (Predicate<GetEventsResponse> test : tests) {
                if (!test.test(event)) {
                    return false;
                }
            }
            return true;
        };
    }

    private void numbers(Filter filter) {
        if (filter.getEventSetCount() > 0) {
            Set<EventType> wanted = EnumSet.copyOf(filter.getEventSetList());
            tests.add(event -> wanted.contains(EventTypes.of(event)));
        }
        if (filter.getPidCount() > 0) {
            Set<Integer> pids = new HashSet<>(filter.getPidList());
            process(process ->
                    process.hasPid() && pids.contains(process.getPid().getValue()));
        }
        if (filter.getPidSetCount() > 0) {
            tests.add(new ProcessSet(filter.getPidSetList()));
        }
        if (filter.hasInInitTree()) {
            boolean wanted = filter.getInInitTree().getValue();
            process(process -> process.getInInitTree().getValue() == wanted);
        }
        if (filter.hasHealthCheck()) {
            boolean wanted = filter.getHealthCheck().getValue();
            tests.add(event -> isHealthCheck(event) == wanted);
        }
    }

    private static boolean isHealthCheck(GetEventsResponse event) {
        return EventProcess.of(event).filter(FilterCompiler::isProbe).isPresent()
                || EventProcess.parent(event).filter(FilterCompiler::isProbe).isPresent();
    }

    private static boolean isProbe(Process process) {
        return process.getPod().getContainer().getMaybeExecProbe();
    }

    private void place(Filter filter) {
        if (filter.getNamespaceCount() > 0) {
            // A process that is in no pod has the empty namespace, as in the interface that we share.
            Set<String> namespaces = new HashSet<>(filter.getNamespaceList());
            process(process ->
                    namespaces.contains(process.hasPod() ? process.getPod().getNamespace() : ""));
        }
        found(
                "namespace_regex",
                filter.getNamespaceRegexList(),
                process -> process.getPod().getNamespace(),
                true);
        found("pod_regex", filter.getPodRegexList(), process -> process.getPod().getName(), true);
        found(
                "container_name_regex",
                filter.getContainerNameRegexList(),
                process -> process.getPod().getContainer().getName(),
                true);
        found("container_id", filter.getContainerIdList(), Process::getDocker, false);
        if (filter.getLabelsCount() > 0) {
            List<LabelSelector> selectors =
                    filter.getLabelsList().stream().map(LabelSelector::parse).toList();
            process(process -> process.hasPod()
                    && selectors.stream()
                            .anyMatch(selector ->
                                    selector.accepts(process.getPod().getPodLabelsMap())));
        }
    }

    private void texts(Filter filter) {
        found("binary_regex", filter.getBinaryRegexList(), Process::getBinary, false);
        found("arguments_regex", filter.getArgumentsRegexList(), Process::getArguments, false);
        if (filter.getParentBinaryRegexCount() > 0) {
            Patterns patterns = Patterns.of("parent_binary_regex", filter.getParentBinaryRegexList());
            tests.add(event -> EventProcess.parent(event)
                    .filter(parent -> patterns.find(parent.getBinary()))
                    .isPresent());
        }
        if (filter.getParentArgumentsRegexCount() > 0) {
            Patterns patterns = Patterns.of("parent_arguments_regex", filter.getParentArgumentsRegexList());
            tests.add(event -> EventProcess.parent(event)
                    .filter(parent -> patterns.find(parent.getArguments()))
                    .isPresent());
        }
        if (filter.getAncestorBinaryRegexCount() > 0) {
            Patterns patterns = Patterns.of("ancestor_binary_regex", filter.getAncestorBinaryRegexList());
            tests.add(event ->
                    EventProcess.ancestors(event).stream().anyMatch(ancestor -> patterns.find(ancestor.getBinary())));
        }
    }

    private void others(Filter filter) {
        if (filter.getPolicyNamesCount() > 0) {
            Set<String> names = new HashSet<>(filter.getPolicyNamesList());
            tests.add(event -> names.contains(EventProcess.policy(event)));
        }
        if (filter.hasCapabilities()) {
            CapabilityTest test = CapabilityTest.of(filter.getCapabilities());
            process(test);
        }
        if (filter.getCelExpressionCount() > 0) {
            tests.add(CelTest.of(filter.getCelExpressionList()));
        }
    }

    private void found(String field, List<String> expressions, Function<Process, String> text, boolean inPod) {
        if (!expressions.isEmpty()) {
            Patterns patterns = Patterns.of(field, expressions);
            process(process -> (!inPod || process.hasPod()) && patterns.find(text.apply(process)));
        }
    }

    private void process(Predicate<Process> test) {
        tests.add(event -> EventProcess.of(event).filter(test).isPresent());
    }
}
