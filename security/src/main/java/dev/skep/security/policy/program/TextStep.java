package dev.skep.security.policy.program;

import dev.skep.bpf.memory.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes an argument with a text into the record, and takes out the rules that want the text otherwise.
 *
 * @param argument the argument
 * @param at place of its fixed part
 * @param users rules that have a condition on it, or send it
 * @param index many texts of which it has to be one, if there are so many
 * @param parts many texts of several rules that it has to begin or end with, or that it must not
 * @param conditions what it has to be besides
 */
public record TextStep(
        ArgumentCode.Growing argument,
        int at,
        RuleSet users,
        Optional<TextIndex> index,
        List<PartIndex> parts,
        List<Condition> conditions) {
    /**
     * A condition of some rules.
     *
     * @param test what the text has to be
     * @param users the rules
     */
    public record Condition(TextTest test, RuleSet users) {}

    /** Copies. */
    public TextStep {
        parts = List.copyOf(parts);
        conditions = List.copyOf(conditions);
    }

    /** Whether rules have a condition on it. */
    public boolean tests() {
        return index.isPresent() || !parts.isEmpty() || !conditions.isEmpty();
    }

    void run(HookContext context, LargeRecord record, Candidates left) {
        argument.write(context, record, at);
        if (!tests()) {
            return;
        }
        Bytes data = record.data();
        int offset = Appendix.offset(data, at);
        int length = Appendix.length(data, at);
        if (offset < 0 || offset > LargeRecord.DATA - Appendix.MOST || length < 0 || length > Appendix.MOST) {
            left.drop(users);
            return;
        }
        if (index.isPresent()) {
            index.get().run(data, offset, length, left);
        }
        for (PartIndex part : parts) {
            if (left.has(part.users())) {
                part.run(data, offset, length, left);
            }
        }
        for (Condition condition : conditions) {
            if (left.has(condition.users()) && !condition.test().isSo(data, offset, length)) {
                left.drop(condition.users());
            }
        }
    }

    @Override
    public String toString() {
        Stream<String> looked = Stream.concat(
                index.map(TextIndex::toString).stream(), parts.stream().map(PartIndex::toString));
        Stream<String> tests = conditions.stream()
                .map(condition -> condition.test().toString())
                .distinct();
        return argument + " " + Stream.concat(looked, tests).collect(Collectors.joining("; "));
    }
}
