package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Instruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches a loop unroll, and tells whether its turns are alike: then what is known at load time served for nothing but to count them, and
 * the loop is better kept.
 *
 * <p>The first turn begins with what is known before the loop and the last only finds that it is over, so neither is compared. Turns are
 * alike if their code reads the same once values are numbered in the order in which a turn names them.
 */
final class Repetition {
    private static final Pattern NUMBERED = Pattern.compile("\\b[vb]\\d+\\b");
    private static final int FEWEST_TURNS = 4;
    /** What a kept loop has besides its body: the counter's start, step and comparison. */
    private static final int COUNTING = 3;

    private static final int SHORTER = 3;

    private int turns;
    private int size;
    private String first = "";
    private String last = "";
    private boolean alike = true;

    /** Looks at one more turn: its blocks. */
    void turn(List<Block> blocks) {
        turns++;
        if (turns == 1 || !alike) return;
        // The one before is not the last any more.
        if (turns > 3) alike = last.equals(first);
        last = alike ? text(blocks) : "";
        if (turns != 2) return;
        first = last;
        size = blocks.stream().mapToInt(block -> block.instructions().size()).sum();
    }

    /** Whether the loop, all turns of which have {@code unrolled} instructions, would be much shorter as a loop. */
    boolean isLoop(int unrolled) {
        return alike && turns > FEWEST_TURNS && unrolled > SHORTER * (size + COUNTING);
    }

    private static String text(List<Block> blocks) {
        Map<String, String> numbers = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            for (Instruction instruction : block.instructions()) {
                Matcher matcher = NUMBERED.matcher(instruction.listing());
                while (matcher.find()) {
                    matcher.appendReplacement(
                            text, numbers.computeIfAbsent(matcher.group(), _ -> "#" + numbers.size()));
                }
                matcher.appendTail(text).append('\n');
            }
        }
        return text.toString();
    }
}
