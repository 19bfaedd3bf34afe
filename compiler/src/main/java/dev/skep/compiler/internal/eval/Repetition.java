package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Instruction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches a loop unroll, and tells whether its turns are alike: then what is known at load time served for nothing but to count them, and
 * the loop is better kept.
 *
 * <p>The first turn begins with what is known before the loop and the last only finds that it is over, so neither is compared. Turns are
 * alike if their code reads the same once values are numbered in the order in which a turn names them.
 */
final class Repetition {
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
        Map<String, Integer> numbers = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            for (Instruction instruction : block.instructions()) {
                append(instruction.listing(), numbers, text);
                text.append('\n');
            }
        }
        return text.toString();
    }

    /** Appends a line, with names of values and blocks ({@code v12}, {@code b3}) by the order in which they come first. */
    private static void append(String line, Map<String, Integer> numbers, StringBuilder text) {
        int end;
        for (int at = 0; at < line.length(); at = end) {
            end = at + 1;
            while (end < line.length() && isWord(line.charAt(at)) && isWord(line.charAt(end))) end++;
            if (isName(line, at, end)) {
                Integer number = numbers.putIfAbsent(line.substring(at, end), numbers.size());
                text.append('#').append(number == null ? numbers.size() - 1 : number);
            } else {
                text.append(line, at, end);
            }
        }
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isName(String line, int from, int to) {
        if (to - from < 2 || (line.charAt(from) != 'v' && line.charAt(from) != 'b')) return false;
        for (int i = from + 1; i < to; i++) if (!Character.isDigit(line.charAt(i))) return false;
        return true;
    }
}
