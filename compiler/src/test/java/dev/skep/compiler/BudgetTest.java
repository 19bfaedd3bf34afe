package dev.skep.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skep.bpf.memory.Struct;
import dev.skep.compiler.hook.Syscall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Programs that invite the compiler to unroll and to split paths without end. */
@SuppressWarnings("UnusedMethod") // the kernel would call them
class BudgetTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    interface Input extends Struct {
        long bits();

        int a();

        int b();
    }

    private sealed interface Rule {}

    private record Above(int limit) implements Rule {}

    private record Below(int limit) implements Rule {}

    private record Numbered(int port, int low, int verdict) {}

    private static CompiledProgram compile(Object program) {
        return Assertions.assertTimeout(
                LONG_ENOUGH, () -> Kernel.compile(program).getFirst());
    }

    @Test
    void manyBooleansDoNotMultiplyPaths() {
        CompiledProgram compiled = compile(new Object() {
            @Syscall
            int run(Input x) {
                boolean a = x.a() > 1;
                boolean b = x.a() > 2;
                boolean c = x.a() > 3;
                boolean d = x.b() > 4;
                boolean e = x.b() > 5;
                boolean f = x.b() > 6;
                int r = 0;
                if ((a && b) || c) r++;
                if ((b && c) || d) r += 2;
                if ((c && d) || e) r += 3;
                if ((d && e) || f) r += 4;
                if ((e && f) || a) r += 5;
                if ((a || b) && (c || d) && (e || f)) r += 6;
                if (a != b) r += 7;
                if (c == d) r += 8;
                if (a ^ c ^ e) r += 9;
                return r;
            }
        });
        assertThat(compiled.instructionCount()).isLessThan(100);
    }

    @Test
    void sixtyFourConditionsStaySixtyFour() {
        CompiledProgram compiled = compile(new Object() {
            @Syscall
            int run(Input x) {
                boolean[] p = new boolean[64];
                for (int i = 0; i < 64; i++) p[i] = (x.bits() >> i & 1) != 0;
                int r = 0;
                for (int i = 0; i < 63; i++) {
                    if ((p[i] && !p[i + 1]) || p[(i * 7) & 63]) r += i;
                    else r ^= i;
                }
                return r;
            }
        });
        assertThat(compiled.instructionCount()).isLessThan(2000);
    }

    @Test
    void nestedLoopsStayLoops() {
        CompiledProgram compiled = compile(new Object() {
            @Syscall
            int run(Input x) {
                int s = 0;
                for (int i = 0; i < 16; i++) {
                    for (int j = 0; j < 16; j++) {
                        for (int k = 0; k < 16; k++) s += (x.a() ^ i) * j + k;
                    }
                }
                return s;
            }
        });
        assertThat(compiled.instructionCount()).isLessThan(150);
        assertThat(compiled.notes()).anyMatch(note -> note.endsWith("loop kept"));
    }

    @Test
    void turnsThatAreAlikeStayALoop() {
        CompiledProgram compiled = compile(new Object() {
            @Syscall
            int run(Input x) {
                int a = x.a() & 0xffff;
                int b = x.b() & 0xffff;
                for (int i = 0; i < 24 && b != 0; i++) {
                    int rest = a % b;
                    a = b;
                    b = rest;
                }
                return a;
            }
        });
        assertThat(compiled.instructionCount()).isLessThan(25);
        assertThat(compiled.notes()).anyMatch(note -> note.endsWith("loop kept"));
    }

    @Test
    void turnsThatFoldAConstantUnroll() {
        CompiledProgram compiled = compile(new Object() {
            @Syscall
            int run(Input x) {
                int s = x.b();
                for (int i = 0; i < 12; i++) if ((x.a() & 1 << i) != 0) s += i * i;
                return s;
            }
        });
        assertThat(compiled.notes()).anyMatch(note -> note.endsWith("loop unrolled 12 times"));
    }

    @Test
    void deeplyNestedLoopsTakeNoLongerThanTheyShould() {
        CompiledProgram compiled = compile(new Object() {
            @Syscall
            int run(Input x) {
                int s = 0;
                for (int i = 0; i < 40; i++) {
                    for (int j = 0; j < 40; j++) {
                        for (int k = 0; k < x.a(); k++) {
                            for (int l = 0; l < 40; l++) {
                                for (int m = 0; m < x.b(); m++) {
                                    if ((s & 1) == 0) s += i ^ j;
                                    else s += k ^ l ^ m;
                                }
                            }
                        }
                    }
                }
                return s;
            }
        });
        assertThat(compiled.instructionCount()).isLessThan(150);
    }

    @Test
    void longListsBecomeLoopsOverTables() {
        List<Numbered> rules = numbered(2000);
        CompiledProgram compiled = compile(new Object() {
            private final List<Numbered> list = rules;

            @Syscall
            int run(Input x) {
                int matching = 0;
                for (Numbered r : list) if (r.low() <= x.a() && r.port() > x.b()) matching++;
                return matching;
            }
        });
        assertThat(compiled.instructionCount()).isLessThan(60);
        assertThat(compiled.notes()).anyMatch(note -> note.endsWith("loop kept"));
    }

    @Test
    void searchesOfLongListsBecomeLookUps() {
        List<Numbered> rules = numbered(2000);
        CompiledProgram compiled = compile(new Object() {
            private final List<Numbered> list = rules;

            @Syscall
            int run(Input x) {
                for (Numbered r : list) if (r.port() == x.a()) return r.verdict();
                return -1;
            }
        });
        assertThat(compiled.instructionCount()).isLessThan(40);
        assertThat(compiled.notes())
                .anyMatch(note -> note.endsWith("search of 2000 elements became a look-up in a table of 5998 places"));
    }

    @Test
    void keysThatAreFarFromEachOtherAreHashed() {
        List<Integer> keys =
                IntStream.range(0, 2000).mapToObj(i -> i * 1_000_000).toList();
        CompiledProgram compiled = compile(new Object() {
            private final List<Integer> list = keys;

            @Syscall
            int run(Input x) {
                for (int key : list) if (key == x.a()) return 1;
                return 0;
            }
        });
        assertThat(compiled.notes())
                .anyMatch(note ->
                        note.endsWith("search of 2000 elements became a look-up in a hash table of 4096 places"));
    }

    @Test
    void searchesOfShortListsCompareOneAfterTheOther() {
        List<Numbered> rules = numbered(32);
        CompiledProgram compiled = compile(new Object() {
            private final List<Numbered> list = rules;

            @Syscall
            int run(Input x) {
                for (Numbered r : list) if (r.port() == x.a()) return r.verdict();
                return -1;
            }
        });
        assertThat(compiled.notes()).anyMatch(note -> note.endsWith("loop unrolled 32 times"));
    }

    @Test
    void namesTheLimitWhereALoopCanNeitherUnrollNorStay() {
        List<Rule> rules = IntStream.range(0, 2000)
                .<Rule>mapToObj(i -> i % 2 == 0 ? new Above(i) : new Below(i))
                .toList();
        Object program = new Object() {
            private final List<Rule> list = rules;

            @Syscall
            int run(Input x) {
                int matching = 0;
                for (Rule rule : list) {
                    boolean matches = switch (rule) {
                        case Above r -> x.a() > r.limit();
                        case Below r -> x.a() < r.limit();
                    };
                    if (matches) matching++;
                }
                return matching;
            }
        };
        assertThatThrownBy(() -> compile(program))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("BudgetTest.java:")
                .hasMessageContaining("this loop would unroll to more than 256 iterations")
                .hasMessageContaining("mend: ");
    }

    @Test
    void compilesTheSameProgramToTheSameCode() {
        List<Numbered> rules = numbered(100);
        final class Program {
            private final List<Numbered> list = rules;

            @Syscall
            int run(Input x) {
                int[] sums = new int[4];
                for (Numbered r : list) if (r.low() > x.b()) sums[r.verdict() & 3] += r.port();
                for (Numbered r : list) if (r.port() == x.a()) return sums[r.verdict() & 3];
                return sums[x.a() & 3];
            }
        }
        CompiledProgram first = compile(new Program());
        CompiledProgram second = compile(new Program());
        assertThat(second.instructions()).isEqualTo(first.instructions());
        assertThat(second.notes()).isEqualTo(first.notes());
    }

    private static List<Numbered> numbered(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Numbered(i * 3, i, i % 5))
                .toList();
    }

    @Test
    void shortTurnsThatAreAlikeAreWrittenOneBehindTheOther() {
        CompiledProgram compiled = compile(new Object() {
            @Syscall
            int run(Input x) {
                int sum = 0;
                for (int i = 0; i < 5; i++) sum += x.a();
                return sum;
            }
        });
        assertThat(compiled.notes()).noneMatch(note -> note.endsWith("loop kept"));
    }

    @Test
    void saysWhatItLooksUpInTables() {
        List<Integer> numbers =
                IntStream.range(0, 50).map(i -> i * i * 31).boxed().toList();
        CompiledProgram compiled = compile(new Object() {
            private final Map<Integer, Integer> byNumber =
                    numbers.stream().collect(Collectors.toMap(number -> number, number -> number / 7));
            private final List<Integer> list = numbers;
            private final Set<Integer> set = Set.copyOf(numbers);

            @Syscall
            int run(Input x) {
                int found = byNumber.getOrDefault(x.a(), 3);
                found += list.indexOf(x.b());
                return set.contains(x.a() + 1) ? found : 0;
            }
        });
        assertThat(compiled.notes())
                .filteredOn(note -> note.contains("look-up among 50 elements in "))
                .hasSize(3);
    }
}
