package dev.skep.security.policy.plan;

import dev.skep.security.policy.program.BinaryMark;
import dev.skep.security.policy.program.Marks;
import dev.skep.security.policy.program.PidMark;
import dev.skep.security.policy.program.TextIndex;
import dev.skep.security.policy.program.TextTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** The bits of questions whether a program is one of some, where these are so many that they are looked up. */
    public Optional<TextIndex> listed() {
        Map<TextTest, List<Integer>> asking = new LinkedHashMap<>();
        binaryBits()
                .forEach((asked, bit) -> asking.computeIfAbsent(asked.test(), test -> new ArrayList<>())
                        .add(bit));
        return new TextTests(Marks.MOST).index(asking);
    }

    /** What is asked of programs beside what {@link #listed()} gave. */
    public List<BinaryMark> binaries(Optional<TextIndex> listed) {
        boolean looked = listed.isPresent();
        List<BinaryMark> marks = new ArrayList<>();
        binaryBits().forEach((asked, bit) -> {
            if (!(looked && asked.test() instanceof TextTest.OneOf)) {
                marks.add(new BinaryMark(bit, TextTests.compared(asked.test())));
            }
        });
        return marks;
    }

    /** The bits that count for what descends from such programs, too. */
    public long followed() {
        return binaryBits().entrySet().stream()
                .filter(entry -> entry.getKey().followed())
                .mapToLong(entry -> 1L << entry.getValue())
                .reduce(0, (a, b) -> a | b);
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

    /** Which processes are followed. */
    public List<PidMark> pids() {
        List<PidMark> marks = new ArrayList<>();
        questions.now().forEach((question, bit) -> {
            if (question instanceof OfPids asked) {
                marks.add(new PidMark(bit, asked.pids(), asked.inNamespace()));
            }
        });
        return marks;
    }
}
