package dev.skep.security.policy;

import dev.skep.security.policy.model.Policy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a policy is served in this kernel.
 *
 * @param hooks its hooks, in the order of the policy
 * @param problems why it cannot be served whatever its hooks are; none if it can
 */
public record PolicyExplanation(List<HookExplanation> hooks, List<PolicyProblem> problems) {
    /** Copies. */
    public PolicyExplanation {
        hooks = List.copyOf(hooks);
        problems = List.copyOf(problems);
    }

    /**
     * Plans and compiles a policy for the kernel that runs. Loads nothing of it; needs no agent, but the right to load programs, by which
     * the kernel is asked what it offers.
     */
    public static PolicyExplanation of(Policy policy) {
        return Explainer.ofRunningKernel().explain(policy);
    }

    /** All that stands against it. */
    public List<PolicyProblem> allProblems() {
        return Stream.concat(problems.stream(), hooks.stream().flatMap(hook -> hook.problems().stream()))
                .toList();
    }

    /**
     * One hook of the policy.
     *
     * @param section the field of the spec that has it, such as {@code kprobes}
     * @param index its position there
     * @param description what it names
     * @param servings the hooks of the kernel that serve it; none if it is refused
     * @param problems why it cannot be served; none if it can
     */
    public record HookExplanation(
            String section, int index, String description, List<ServedBy> servings, List<PolicyProblem> problems) {
        /** Copies. */
        public HookExplanation {
            servings = List.copyOf(servings);
            problems = List.copyOf(problems);
        }
    }

    /**
     * A hook of the kernel that serves one of the policy.
     *
     * @param hook the hook, such as {@code tracepoint syscalls/sys_enter_openat}
     * @param reason why it was chosen
     * @param difference what it sees otherwise than the policy's author may expect; empty if nothing
     * @param prevention what becomes of an operation when a selector kills or denies
     * @param returnHook the hook that sees the result; empty if there is none, or none is needed
     * @param tests what is tested, in this order, the cheapest first
     * @param program the program for this policy alone
     */
    public record ServedBy(
            String hook,
            String reason,
            String difference,
            String prevention,
            Optional<String> returnHook,
            List<String> tests,
            ProgramSize program) {
        /** Copies. */
        public ServedBy {
            tests = List.copyOf(tests);
        }
    }

    /**
     * How large a program is.
     *
     * @param instructions its instructions
     * @param stackBytes its stack
     * @param mapNames maps that it uses
     * @param recordBytes bytes of a record without texts
     */
    public record ProgramSize(int instructions, int stackBytes, List<String> mapNames, int recordBytes) {
        /** Copies. */
        public ProgramSize {
            mapNames = List.copyOf(mapNames);
        }
    }
}
