package dev.skep.compiler;

import static dev.skep.compiler.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.bpf.map.ArrayMap;
import dev.skep.bpf.memory.Bytes;
import dev.skep.bpf.memory.Length;
import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.helper.Helpers;
import dev.skep.compiler.hook.Syscall;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Loops that may have no end and indices that may lie outside: what is sure to be wrong is refused, and nothing else. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) // the kernel would call them
class LoopsAndIndicesTest {
    private static final String ENDLESS =
            "this loop never ends once it has begun: what its condition compares does not change in it";

    interface Input extends Struct {
        int a();

        int b();
    }

    interface Line extends Struct {
        @Length(64)
        Bytes text();
    }

    private static void accepts(Object program) {
        assertThat(Kernel.compile(program)).hasSize(1);
    }

    private static void refusesLoop(Object program) {
        refuses(
                program,
                ENDLESS,
                "count with an int variable up to a constant: the kernel runs no loop whose end it cannot see");
    }

    private sealed interface Rule {
        boolean holds(int number);
    }

    private record Steps(int width) implements Rule {
        @Override
        public boolean holds(int number) {
            int sum = 0;
            while (sum < number) sum += width;
            return sum == number;
        }
    }

    private record Exactly(int wanted) implements Rule {
        @Override
        public boolean holds(int number) {
            return number == wanted;
        }
    }

    @Test
    void aLoopOverObjectsOfSeveralClassesMayHaveALoopWithinThatStaysOne() {
        List<Rule> rules = List.of(new Steps(7), new Exactly(5), new Steps(9));
        accepts(new Object() {
            @Syscall
            int run(Input in) {
                int held = 0;
                for (Rule rule : rules) {
                    if (rule.holds(in.a())) held++;
                }
                return held;
            }
        });
    }

    @Test
    void aLoopMayBeLeftFromItsMiddle() {
        accepts(new Object() {
            @Syscall
            int run(Input in) {
                int n = 0;
                while (true) {
                    if (in.a() == 3) {
                        Helpers.tracePrintk("three");
                        if (n > 100) break;
                        Helpers.tracePrintk("more");
                    }
                    n += in.b();
                }
                return n;
            }
        });
    }

    @Test
    void aLoopWhoseConditionComesFromAHelperMayEnd() {
        accepts(new Object() {
            @Syscall
            int run(Input in) {
                int turns = 0;
                while (Helpers.ktimeGetNs() < in.a()) turns++;
                return turns;
            }
        });
    }

    @Test
    void aLoopWithTwoWaysOutThatBothStandStillIsRefused() {
        refusesLoop(new Object() {
            @Syscall
            int run(Input in) {
                int a = in.a();
                int b = in.b();
                int turns = 0;
                while (a > 0) {
                    turns++;
                    if (b == 7) break;
                    turns += 2;
                }
                return turns;
            }
        });
    }

    @Test
    void aLoopWithOneWayOutThatMovesIsAccepted() {
        accepts(new Object() {
            @Syscall
            int run(Input in) {
                int a = in.a();
                int turns = 0;
                while (a > 0) {
                    turns++;
                    if (turns == 50) break;
                }
                return turns;
            }
        });
    }

    @Test
    void anInnerLoopIsLookedAtByItself() {
        refusesLoop(new Object() {
            @Syscall
            int run(Input in) {
                int sum = 0;
                for (int i = 0; i < 100; i++) {
                    int rest = in.b();
                    while (rest > i) sum++;
                }
                return sum;
            }
        });
    }

    /** A program that reads a byte of a map's value. */
    abstract static class Reading {
        final ArrayMap<Line> lines = ArrayMap.of(Line.class, 1);
    }

    @Test
    void anIndexThatIsUsedInACalculationIsLeftToTheVerifier() {
        accepts(new Reading() {
            @Syscall
            int run(Input in) {
                Line line = lines.get(0);
                int index = in.a();
                if (line == null || (index & ~63) != 0) return 0;
                return line.text().u8(index);
            }
        });
    }

    @Test
    void anIndexThatIsComparedWithAnotherValueIsLeftToTheVerifier() {
        accepts(new Reading() {
            @Syscall
            int run(Input in) {
                Line line = lines.get(0);
                int index = in.a();
                int most = in.b() & 63;
                if (line == null || index < 0 || index > most) return 0;
                return line.text().u8(index);
            }
        });
        accepts(new Reading() {
            @Syscall
            int run(Input in) {
                Line line = lines.get(0);
                int index = in.a();
                int most = in.b() & 63;
                if (line == null || index < 0 || most < index) return 0;
                return line.text().u8(index);
            }
        });
    }

    @Test
    void anIndexThatGoesOnIntoALoopIsLeftToTheVerifier() {
        accepts(new Reading() {
            @Syscall
            int run(Input in) {
                Line line = lines.get(0);
                if (line == null) return 0;
                int index = in.a();
                int sum = 0;
                for (int i = 0; i < 100; i++) {
                    if (index < 0 || index > 63) break;
                    sum += line.text().u8(index);
                    index = in.b() + i;
                }
                return sum;
            }
        });
    }

    @Test
    void aTestOnOnePathAloneIsLeftToTheVerifier() {
        accepts(new Reading() {
            @Syscall
            int run(Input in) {
                Line line = lines.get(0);
                if (line == null) return 0;
                int index = in.a();
                if (in.b() == 1) {
                    Helpers.tracePrintk("one");
                    if (index < 0 || index > 63) return 0;
                }
                return line.text().u8(index);
            }
        });
    }

    @Test
    void anIndexFromAHelperIsTested() {
        accepts(new Reading() {
            @Syscall
            int run(Input in) {
                Line line = lines.get(0);
                int index = Helpers.getPrandomU32();
                if (line == null || index < 0 || index > 63) return 0;
                return line.text().u8(index);
            }
        });
        refuses(
                new Reading() {
                    @Syscall
                    int run(Input in) {
                        Line line = lines.get(0);
                        int index = Helpers.getPrandomU32();
                        if (line == null || index > 63) return 0;
                        return line.text().u8(index);
                    }
                },
                "the index may be negative here; the last is 63",
                "test it right before: if (i < 0 || i > 63) return 0;, or mask it: i & 63");
    }

    interface Word extends Struct {
        @Length(5)
        Bytes text();
    }

    @Test
    void aMaskIsNoMendWhereTheLengthIsNoPowerOfTwo() {
        refuses(
                new Object() {
                    private final ArrayMap<Word> texts = ArrayMap.of(Word.class, 1);

                    @Syscall
                    int run(Input in) {
                        Word text = texts.get(0);
                        return text == null ? 0 : text.text().u8(in.a());
                    }
                },
                "the index may be anything here; the last is 4",
                "test it right before: if (i < 0 || i > 4) return 0;");
    }
}
