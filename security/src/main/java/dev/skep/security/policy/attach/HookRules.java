package dev.skep.security.policy.attach;

import dev.skep.security.policy.model.PolicyName;
import dev.skep.security.policy.plan.HookPlan;
import dev.skep.security.policy.plan.RuleKey;
import dev.skep.security.policy.plan.RuleReader;
import dev.skep.security.policy.program.SocketOwners;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one moment at a hook, in the kernel.
 *
 * @param program what tests them where the hook is reached
 * @param exit what goes on with those that wait for a return; its entrance's once it is attached
 * @param first where their counts begin
 * @param number of the first, in records
 * @param owners whose sockets are; null while no rule tells
 */
record HookRules(
        HookPlan plan,
        RuleProgram program,
        Optional<Behind> exit,
        int first,
        int number,
        List<RuleReader> readers,
        @Nullable SocketOwners owners) {

    /** Gives up the program that tests them; what waits for returns, its entrance closes. */
    void close() {
        program.giveUp();
    }

    /** Their share of the memory in the kernel. */
    long bytes() {
        return program.bytes() + exit.map(Behind::bytes).orElse(0L);
    }

    /** Adds what those of a policy have done. */
    void totals(PolicyName policy, Map<RuleKey, RuleTotals.Total> totals) {
        for (int i = 0; i < readers.size(); i++) {
            RuleReader rule = readers.get(i);
            if (rule.key().policy().equals(policy)) {
                totals.merge(
                        rule.key(), RuleTotals.read(rule, program.tally().counts(), first + i), RuleTotals.Total::plus);
            }
        }
    }

    /** Adds what all have done to what is remembered. */
    void remember(RuleTotals totals) {
        totals.add(readers, program.tally().counts(), first);
    }
}
