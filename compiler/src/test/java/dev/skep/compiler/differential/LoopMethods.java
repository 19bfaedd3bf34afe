package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Loops of all forms: nested, labelled, with several exits, carrying objects, with ends known now or only at run time. */
@SuppressWarnings({"LabelledBreakTarget", "NullAway"}) // these forms of code are what is tested
final class LoopMethods {
    private record Pair(int a, int b) {}

    private record Weighted(List<Pair> pairs, int weight) {}

    private record State(Pair pair, long sum, boolean done) {
        State next(int v) {
            return new State(new Pair(pair.b, v), sum + pair.a, v > 200);
        }
    }

    private static final class Cursor {
        private int position;
        private int steps;

        boolean advance(int by) {
            position += by;
            steps++;
            return position < 1000;
        }
    }

    private static final class Node {
        private final int value;
        private Node next;

        Node(int value) {
            this.value = value;
        }
    }

    private final List<List<Integer>> matrix = List.of(List.of(1, 2, 3), List.of(4, 5), List.of());
    private final List<List<Integer>> rows =
            IntStream.range(0, 8).mapToObj(i -> List.of(i * 3, i ^ 5, 1 << i)).toList();
    private final List<Weighted> weighted = IntStream.range(0, 100)
            .mapToObj(i -> new Weighted(List.of(new Pair(i % 27, i % 32), new Pair(i % 5, i % 7)), i * 13 + 1))
            .toList();
    private final List<Integer> many = IntStream.range(0, 200).boxed().toList();

    @Syscall
    int severalExits(Input x) {
        int n = x.e() & 31;
        int s = 0;
        for (int i = 0; i < n; i++) {
            s += x.c() >> i;
            if (s > 100_000) return s;
            if (s < -100_000) break;
            if ((s & 7) == 3) {
                s += 11;
                continue;
            }
            s ^= i;
        }
        return s * 3;
    }

    @Syscall
    int labelledExits(Input x) {
        int found = -1;
        outer:
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < (x.e() & 7); j++) {
                if (i * j == (x.h() & 15)) {
                    found = i * 100 + j;
                    break outer;
                }
                if (j > x.f()) continue outer;
            }
            found--;
        }
        return found;
    }

    @Syscall
    int whileAndDo(Input x) {
        int v = x.h();
        int bits = 0;
        while (v != 0) {
            bits += v & 1;
            v >>>= 1;
        }
        int digits = 0;
        long n = x.a() & 0xffffff;
        do {
            digits++;
            n /= 10;
        } while (n > 0 && digits < 20);
        return bits * 100 + digits;
    }

    @Syscall
    int carriesRecords(Input x) {
        State state = new State(new Pair(x.c(), x.d()), 0, false);
        int n = x.e() & 63;
        for (int i = 0; i < n && !state.done(); i++)
            state = state.next(state.pair().a() / 2 + i);
        return state.pair().a() + state.pair().b() * 3 + (int) state.sum() + (state.done() ? 1 : 0);
    }

    @Syscall
    int carriesChangingObjects(Input x) {
        Cursor cursor = new Cursor();
        while (cursor.advance(x.e() + 1)) {
            if (cursor.steps > 20) break;
        }
        return cursor.position + cursor.steps;
    }

    @Syscall
    int linkedObjects(Input x) {
        Node head = new Node(x.c());
        head.next = new Node(x.d());
        head.next.next = new Node(x.e());
        int s = 0;
        for (Node n = head; n != null; n = n.next) s = s * 3 + n.value;
        return s;
    }

    @Syscall
    int nestedKnown(Input x) {
        int s = 0;
        for (List<Integer> row : matrix) for (int v : row) s += v == x.e() ? x.c() : v;
        return s;
    }

    @Syscall
    int oneOfSeveralLists(Input x) {
        int s = x.c();
        for (int v : rows.get(x.e() & 7)) s = s * 31 + v;
        return s;
    }

    @Syscall
    int oneOfSeveralListsInEachTurn(Input x) {
        int s = 0;
        for (Weighted row : weighted) {
            int found = 0;
            for (Pair pair : row.pairs()) {
                if ((x.c() >> pair.a() & 31) == pair.b()) {
                    found = pair.a() + 1;
                    break;
                }
            }
            if (found != 0) s = s * 7 + found * row.weight();
        }
        return s;
    }

    @Syscall
    int nestedRunTime(Input x) {
        int s = 0;
        for (int i = 0; i < (x.e() & 7); i++) for (int j = i; j < (x.h() & 7); j++) s += i * j ^ x.c();
        return s;
    }

    @Syscall
    int manyIterations(Input x) {
        int s = 0;
        for (int i = 0; i < 1000; i++) s = s * 5 + (x.c() ^ i);
        return s;
    }

    @Syscall
    int countsDown(Input x) {
        int s = 0;
        for (int i = x.e(); i > 0; i -= 3) s += i;
        for (long l = 1; l < x.h(); l <<= 1) s++;
        return s;
    }

    @Syscall
    int sumsManyKnownElements(Input x) {
        int s = 0;
        for (int v : many) s += v * x.c();
        return s;
    }

    @Syscall
    int optionalInLoop(Input x) {
        Optional<Integer> last = Optional.empty();
        for (int i = 0; i < 5; i++) if ((x.c() >> i & 1) != 0) last = Optional.of(i * x.e());
        return last.orElse(-1);
    }

    @Syscall
    int infiniteWithBreak(Input x) {
        int n = x.h() & 127;
        for (int i = 0; ; i++) {
            if (i * i > n) return i;
            if (i == 50) break;
        }
        return -1;
    }

    @Syscall
    int fibonacci(Input x) {
        long a = 0;
        long b = 1;
        for (int i = 0; i < (x.e() & 63); i++) {
            long t = a + b;
            a = b;
            b = t;
        }
        return (int) a;
    }

    @Syscall
    int commonDivisor(Input x) {
        int a = x.h();
        int b = x.e();
        for (int i = 0; i < 24 && b != 0; i++) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    @Syscall
    int linksObjectsInTurnsThatAreAlike(Input x) {
        Node head = new Node(x.c());
        for (int i = 0; i < 8; i++) {
            Node node = new Node((head.value * 31 ^ x.d()) >>> 1);
            node.next = head;
            head = node;
        }
        return head.value + head.next.value * 3 + head.next.next.value * 7;
    }

    @Syscall
    int fillsAnArrayInTurnsThatAreAlike(Input x) {
        int[] sums = new int[3];
        int v = x.c();
        for (int i = 0; i < 12; i++) {
            v = v * 31 + x.d();
            sums[i % 3] += v >>> 3;
        }
        return sums[0] ^ sums[1] * 3 ^ sums[2] * 7;
    }

    @Syscall
    int leavesTurnsThatAreAlike(Input x) {
        int v = x.c();
        for (int i = 0; i < 16; i++) {
            v = v * 5 + x.d();
            if ((v & 0x70) == 0x30) return i * 1000 + (v & 15);
        }
        return v;
    }

    private enum Mode {
        UP,
        DOWN
    }

    private record Walk(Mode mode, Cursor cursor, List<List<Integer>> table, int at) {
        Walk step(int by) {
            cursor.advance(by);
            return new Walk(mode, cursor, table, mode == Mode.UP ? at + by : at - by);
        }
    }

    @Syscall
    int carriesRecordsOfObjects(Input x) {
        Walk walk = new Walk(x.c() > 0 ? Mode.UP : Mode.DOWN, new Cursor(), matrix, x.d());
        for (int i = 0; i < x.e(); i++) walk = walk.step(i);
        return walk.at()
                + walk.cursor().position
                + walk.cursor().steps
                + walk.table().size();
    }

    @Syscall
    int constructsWithLoops(Input x) {
        java.util.function.IntFunction<Summed> make = Summed::new;
        return make.apply(x.e()).sum + make.apply(x.h() & 7).sum;
    }

    private static final class Summed {
        private int sum;

        Summed(int n) {
            for (int i = 0; i < (n & 63); i++) sum += i;
        }
    }

    /** The mask is superfluous to the compiler, which knows the variable, but not to the verifier, which forgets it in the loop. */
    @Syscall
    int indexFromALoop(Input x) {
        int[] numbers = {x.c(), x.d(), x.f(), x.g()};
        int bound = x.h() & 7;
        int place = 0;
        for (int i = 0; i < bound; i++) {
            place = place * x.d() + i & 1;
            numbers[place] += i;
        }
        return numbers[place & 3];
    }

    /** That the index is never negative only a product of two variables tells, which the verifier forgets with the index. */
    @Syscall
    int indexThatGrowsByAProduct(Input x) {
        int[] numbers = {x.c(), x.d(), x.f(), x.g()};
        int place = 0;
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            if (place > 3) break;
            sum += numbers[place];
            place += ((x.c() >>> i & 3) + 1) * (2 - (x.d() >>> i & 1)) - 1;
        }
        return sum;
    }
}
