package dev.skep.security.policy.plan;

import dev.skep.security.policy.program.BinaryMark;
import dev.skep.security.policy.program.Marks;
import dev.skep.security.policy.program.PidMark;
import dev.skep.security.policy.program.Shared;
import dev.skep.security.policy.program.TextTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which bit of what is kept of processes stands for what policies ask of them. What two policies ask alike has one bit. */
public final class MarkTable {
    /** Something asked; in words that are the same in every agent. */
    private sealed interface Question {}

    private record OfBinary(TextTest test, boolean followed) implements Question {
        @Override
        public String toString() {
            return (followed ? "descends from a program that " : "program ") + test;
        }
    }

    private record OfPids(Set<Integer> pids, boolean inNamespace) implements Question {
        @Override
        public String toString() {
            return "descends from " + (inNamespace ? "inner " : "") + "processes " + new TreeSet<>(pids);
        }
    }

    private final BitTable<Question> questions;

    private MarkTable(BitTable<Question> questions) {
        this.questions = questions;
    }

    /** Nothing has a bit. */
    public static MarkTable empty() {
        return new MarkTable(BitTable.empty(
                Marks.MOST,
                "policies ask for more than " + Marks.MOST
                        + " different lists of binaries and of processes whose children are followed"));
    }

    /** For a new plan: what is asked again keeps its bit. */
    public MarkTable next() {
        return new MarkTable(questions.next());
    }

    /** The bit for programs of such a path. */
    int binary(TextTest test, boolean followed) {
        return questions.bit(new OfBinary(test, followed));
    }

    /** The bit for processes of these numbers and what descends from them. */
    int pids(Set<Integer> pids, boolean inNamespace) {
        return questions.bit(new OfPids(Set.copyOf(pids), inNamespace));
    }

    /** Whether anything is asked that was not asked before, or not any more. */
    public boolean changed() {
        return !questions.now().equals(questions.before());
    }

    /** The bits that mean something new. */
    public long fresh() {
        long bits = 0;
        for (Map.Entry<Question, Integer> entry : questions.now().entrySet()) {
            if (!questions.before().containsKey(entry.getKey())) {
                bits |= 1L << entry.getValue();
            }
        }
        return bits;
    }

    /** Which bit stands for what, in words by which another agent knows it again. */
    public Map<String, Integer> words() {
        return questions.words();
    }

    /** What is noted of processes: how each bit is found out. */
    public Marks marks(Shared shared) {
        Map<TextTest, List<Integer>> asking = new LinkedHashMap<>();
        long followed = 0;
        for (Map.Entry<OfBinary, Integer> entry : binaryBits().entrySet()) {
            OfBinary asked = entry.getKey();
            asking.computeIfAbsent(asked.test(), test -> new ArrayList<>()).add(entry.getValue());
            followed |= asked.followed() ? 1L << entry.getValue() : 0;
        }
        TextTests.Looked looked = new TextTests(Marks.MOST).looked(asking);
        List<BinaryMark> binaries = new ArrayList<>();
        looked.rest()
                .forEach((test, bits) ->
                        bits.forEach(bit -> binaries.add(new BinaryMark(bit, TextTests.compared(test)))));
        return new Marks(looked.index(), looked.parts(), binaries, followed, pids(), shared.memory(), shared.unsent());
    }

    private Map<OfBinary, Integer> binaryBits() {
        Map<OfBinary, Integer> bits = new LinkedHashMap<>();
        questions.now().forEach((question, bit) -> {
            if (question instanceof OfBinary asked) {
                bits.put(asked, bit);
            }
        });
        return bits;
    }

    private List<PidMark> pids() {
        List<PidMark> marks = new ArrayList<>();
        questions.now().forEach((question, bit) -> {
            if (question instanceof OfPids asked) {
                marks.add(new PidMark(bit, asked.pids(), asked.inNamespace()));
            }
        });
        return marks;
    }
}
