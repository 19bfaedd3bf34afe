package dev.skep.cli.agent.policy;

import dev.skep.security.policy.PolicyExplanation;
import dev.skep.security.policy.PolicyProblem;
import dev.skep.security.policy.model.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One line of a Markdown table for each file with policies, and how many of them this kernel serves. */
final class SummaryTable {
    /** What stands before the name of a system call. */
    private static final List<String> CALLS = List.of(
            "tp_btf sys_enter/", "tp_btf sys_exit/", "tracepoint syscalls/sys_enter_", "tracepoint syscalls/sys_exit_");

    private final Map<String, File> files = new LinkedHashMap<>();

    /** What is known of one file. */
    private record File(Set<String> hooks, Set<String> reasons) {
        static File empty() {
            return new File(new LinkedHashSet<>(), new LinkedHashSet<>());
        }
    }

    void add(String name, Policy policy, PolicyExplanation explanation) {
        File file = files.computeIfAbsent(name, any -> File.empty());
        explanation.hooks().stream()
                .flatMap(hook -> hook.servings().stream())
                .map(PolicyExplanation.ServedBy::hook)
                .forEach(file.hooks()::add);
        if (policy.loader()) {
            file.hooks().add("perf event of mapped files");
        }
        if (policy.hooks().isEmpty()
                && !policy.loader()
                && explanation.problems().isEmpty()) {
            file.reasons().add("no hook");
        }
    }

    void add(String name, List<PolicyProblem> problems) {
        File file = files.computeIfAbsent(name, any -> File.empty());
        problems.stream().flatMap(problem -> problem.message().lines().limit(1)).forEach(file.reasons()::add);
    }

    /** The table, and the count. */
    String text() {
        StringBuilder text = new StringBuilder("| policy | served by | refused because |\n|---|---|---|\n");
        files.forEach((name, file) -> text.append("| ")
                .append(name)
                .append(" | ")
                .append(file.reasons().isEmpty() ? hooks(file.hooks()) : "")
                .append(" | ")
                .append(String.join("; ", file.reasons()).replace("|", "\\|"))
                .append(" |\n"));
        long served =
                files.values().stream().filter(file -> file.reasons().isEmpty()).count();
        return text.append("\n")
                .append(served)
                .append(" of ")
                .append(files.size())
                .append(" files are served by this kernel.\n")
                .toString();
    }

    /** Many system calls are said as one, up to the name of the call. */
    private static String hooks(Set<String> hooks) {
        Map<String, Set<String>> calls = new LinkedHashMap<>();
        List<String> all = new ArrayList<>();
        for (String hook : hooks) {
            Optional<String> before = CALLS.stream().filter(hook::startsWith).findFirst();
            if (before.isPresent()) {
                calls.computeIfAbsent(before.get(), any -> new TreeSet<>())
                        .add(hook.substring(before.get().length()));
            } else {
                all.add(hook);
            }
        }
        calls.forEach((before, names) -> all.add(before + calls(names)));
        return all.stream().collect(Collectors.joining(", "));
    }

    private static String calls(Set<String> names) {
        int most = 6;
        String shown = names.stream().limit(most).collect(Collectors.joining(", "));
        String more = names.size() > most ? " and " + (names.size() - most) + " more" : "";
        return names.size() == 1 ? shown : "{" + shown + more + "}";
    }
}
