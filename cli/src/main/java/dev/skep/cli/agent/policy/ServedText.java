package dev.skep.cli.agent.policy;

import dev.skep.security.policy.PolicyExplanation.HookExplanation;
import dev.skep.security.policy.PolicyExplanation.ProgramSize;
import dev.skep.security.policy.PolicyExplanation.ServedBy;
import dev.skep.security.policy.PolicyProblem;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** By which hooks of the kernel one of a policy is served, in words; those that are alike but for the name are said together. */
final class ServedText {
    private static final int MOST_HOOKS = 8;

    private ServedText() {}

    private record Kind(String reason, String difference, String prevention, boolean returns, List<String> tests) {
        static Kind of(ServedBy served) {
            return new Kind(
                    served.reason(),
                    served.difference(),
                    served.prevention(),
                    served.returnHook().isPresent(),
                    served.tests());
        }
    }

    /** Lines; those that belong to the one before are indented. */
    static List<String> of(HookExplanation hook) {
        List<String> lines = new ArrayList<>();
        Map<Kind, List<ServedBy>> kinds = hook.servings().stream()
                .collect(Collectors.groupingBy(Kind::of, LinkedHashMap::new, Collectors.toList()));
        kinds.forEach((kind, alike) -> kind(kind, alike, lines));
        for (PolicyProblem problem : hook.problems()) {
            lines.add("refused: " + problem.message());
        }
        return lines;
    }

    private static void kind(Kind kind, List<ServedBy> alike, List<String> lines) {
        String shown = alike.stream().limit(MOST_HOOKS).map(ServedBy::hook).collect(Collectors.joining(", "));
        int more = alike.size() - MOST_HOOKS;
        lines.add("served by " + shown + (more > 0 ? " and " + more + " more" : ""));
        lines.add("  because: " + kind.reason());
        if (!kind.difference().isEmpty()) {
            lines.add("  sees otherwise: " + kind.difference());
        }
        if (kind.returns()) {
            lines.add("  the result is seen by "
                    + alike.stream()
                            .limit(MOST_HOOKS)
                            .map(ServedBy::returnHook)
                            .flatMap(Optional::stream)
                            .collect(Collectors.joining(", ")));
        }
        lines.add("  " + kind.prevention());
        if (!kind.tests().isEmpty()) {
            lines.add("  tests, in this order: " + String.join("; then ", kind.tests()));
        }
        List<ProgramSize> sizes = alike.stream().map(ServedBy::program).toList();
        lines.add("  program: " + range(sizes, ProgramSize::instructions) + " instructions, "
                + range(sizes, ProgramSize::stackBytes) + " bytes of stack, records of "
                + range(sizes, ProgramSize::recordBytes) + " bytes and their texts");
        lines.add("  maps: " + String.join(", ", sizes.getFirst().mapNames()));
    }

    private static String range(List<ProgramSize> sizes, ToIntFunction<ProgramSize> what) {
        IntSummaryStatistics all = sizes.stream().mapToInt(what).summaryStatistics();
        return all.getMin() == all.getMax() ? String.valueOf(all.getMin()) : all.getMin() + " to " + all.getMax();
    }
}
