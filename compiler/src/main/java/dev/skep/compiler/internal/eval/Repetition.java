package dev.skep.compiler.internal.eval;

import dev.skep.compiler.internal.ir.Block;
import dev.skep.compiler.internal.ir.Instruction;
import java.util.ArrayList;
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

    /** All turns but the first. */
    private final List<Turn> later = new ArrayList<>();

    private int turns;

    private record Turn(List<Block> blocks, int size) {}

    /** Looks at one more turn: its blocks, and how many instructions the code has grown by. */
    void turn(List<Block> blocks, int size) {
        if (++turns > 1) later.add(new Turn(List.copyOf(blocks), size));
    }

    /** Whether the loop, all turns of which have {@code unrolled} instructions, would be much shorter as a loop. */
    boolean isLoop(int unrolled) {
        if (turns <= FEWEST_TURNS || unrolled <= SHORTER * (later.getFirst().size() + COUNTING)) return false;
        String first = text(later.getFirst().blocks());
        for (Turn turn : later.subList(1, later.size() - 1)) {
            if (turn.size() != later.getFirst().size() || !text(turn.blocks()).equals(first)) return false;
        }
        return true;
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
