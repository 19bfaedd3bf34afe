package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Branch;
import dev.skep.compiler.internal.ir.Condition;
import dev.skep.compiler.internal.ir.Constant;
import dev.skep.compiler.internal.ir.Edge;
import dev.skep.compiler.internal.ir.Instruction;
import dev.skep.compiler.internal.ir.Jump;
import dev.skep.compiler.internal.ir.Load;
import dev.skep.compiler.internal.ir.Value;
import dev.skep.compiler.internal.ir.Width;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Watches a loop unroll, and tells whether it is a search: every iteration compares the same run-time key for equality with a constant of
 * its own, leaves the loop where they are equal, and does nothing else. Such a loop is a look-up in a table.
 *
 * <p>What an iteration computes before it compares must be the same in each: the key. Stores and calls are not among it.
 */
final class KeySearch {
    private static final Pattern VALUE = Pattern.compile("\\bv(\\d+)\\b");

    /** An iteration that compares: with what, and the path that leaves the loop. */
    record Step(long constant, int target, State state) {}

    private final List<Step> steps = new ArrayList<>();
    private boolean broken;
    private List<Instruction> computation = List.of();
    private String computed = "";
    private @Nullable Value key;
    private Width width = Width.W32;

    /** Whether all iterations so far fit. */
    boolean holds() {
        return !broken;
    }

    List<Step> steps() {
        return steps;
    }

    /** The instructions that compute the key, in the loop. */
    List<Instruction> computation() {
        return computation;
    }

    Value key() {
        if (key == null) throw new IllegalStateException("no iteration compares");
        return key;
    }

    Width width() {
        return width;
    }

    /** Gives up: the loop does something else. */
    void abandon() {
        broken = true;
    }

    /** Looks at an iteration: its blocks and the paths that it leads to. */
    void iteration(List<Block> blocks, Exits once) {
        if (!broken) broken = !fits(blocks, once);
    }

    private boolean fits(List<Block> blocks, Exits once) {
        List<Instruction> pure = new ArrayList<>();
        Branch branch = null;
        for (Block block : blocks) {
            if (!block.parameters().isEmpty()) return false;
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Jump) continue;
                if (instruction instanceof Branch b) {
                    if (branch != null) return false;
                    branch = b;
                } else if (branch == null && instruction.removable()) {
                    pure.add(instruction);
                } else {
                    return false;
                }
            }
        }
        List<Pending> left = new ArrayList<>();
        once.forward().values().forEach(left::addAll);
        if (branch == null) return pure.isEmpty() && (once.back().isEmpty() ? left.size() == 1 : left.isEmpty());
        return left.size() == 1 && once.back().size() == 1 && compares(branch, pure, blocks, once, left.getFirst());
    }

    private boolean compares(Branch branch, List<Instruction> pure, List<Block> blocks, Exits once, Pending left) {
        boolean equal = branch.condition() == Condition.EQUAL;
        if (!equal && branch.condition() != Condition.NOT_EQUAL) return false;
        if (!(branch.right() instanceof Constant constant)) return false;
        Edge leaving = equal ? branch.whenTrue() : branch.whenFalse();
        Edge staying = equal ? branch.whenFalse() : branch.whenTrue();
        if (follow(leaving, blocks) != left.edge()
                || follow(staying, blocks) != once.back().getFirst().edge()) {
            return false;
        }
        String text = text(pure, branch.left());
        if (key == null) {
            key = branch.left();
            width = branch.compareWidth();
            computation = pure;
            computed = text;
        } else if (!computed.equals(text) || width != branch.compareWidth()) {
            return false;
        }
        int target = once.forward().keySet().iterator().next();
        if (!steps.isEmpty() && steps.getFirst().target() != target) return false;
        steps.add(new Step(constant.value(), target, left.state()));
        return true;
    }

    /** The last edge of a chain of jumps. */
    private static Edge follow(Edge edge, List<Block> blocks) {
        Edge at = edge;
        for (int i = 0; i <= blocks.size(); i++) {
            Block next = null;
            for (Block block : blocks) if (at.leadsTo(block)) next = block;
            if (next == null || next.instructions().size() != 1) return at;
            if (!(next.instructions().getFirst() instanceof Jump jump)) return at;
            at = jump.edge();
        }
        return at;
    }

    /** The computation in words that do not depend on the numbers of values. */
    private static String text(List<Instruction> pure, Value key) {
        Map<String, String> numbers = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (Instruction instruction : pure) {
            numbers.put("v" + instruction.id(), "#" + numbers.size());
            text.append(renamed(instruction.listing(), numbers));
            if (instruction instanceof Load load) text.append(" at ").append(load.offset());
            text.append('\n');
        }
        return text + renamed(key.toString(), numbers) + (key instanceof Instruction ? "" : "@" + key);
    }

    private static String renamed(String text, Map<String, String> numbers) {
        Matcher matcher = VALUE.matcher(text);
        StringBuilder result = new StringBuilder();
        while (matcher.find()) {
            matcher.appendReplacement(
                    result, Matcher.quoteReplacement(numbers.getOrDefault(matcher.group(), matcher.group())));
        }
        return matcher.appendTail(result).toString();
    }
}
