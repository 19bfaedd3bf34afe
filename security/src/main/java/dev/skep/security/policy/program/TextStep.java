package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes an argument with a text into the record, and takes out the rules that want the text otherwise.
 *
 * @param argument the argument
 * @param at place of its fixed part
 * @param users rules that have a condition on it, or send it
 * @param conditions what it has to be
 */
public record TextStep(ArgumentCode.Growing argument, int at, RuleSet users, List<Condition> conditions) {
    /**
     * A condition of some rules.
     *
     * @param test what the text has to be
     * @param users the rules
     */
    public record Condition(TextTest test, RuleSet users) {}

    /** Copies. */
    public TextStep {
        conditions = List.copyOf(conditions);
    }

    void run(HookContext context, LargeRecord record, Candidates left) {
        argument.write(context, record, at);
        if (conditions.isEmpty()) {
            return;
        }
        Bytes data = record.data();
        int offset = Appendix.offset(data, at);
        int length = Appendix.length(data, at);
        if (offset < 0 || offset > LargeRecord.DATA - Appendix.MOST || length < 0 || length > Appendix.MOST) {
            left.drop(users);
            return;
        }
        for (Condition condition : conditions) {
            if (left.has(condition.users()) && !condition.test().holds(data, offset, length)) {
                left.drop(condition.users());
            }
        }
    }

    @Override
    public String toString() {
        return argument + " "
                + conditions.stream()
                        .map(condition -> condition.test().toString())
                        .distinct()
                        .collect(Collectors.joining("; "));
    }
}
