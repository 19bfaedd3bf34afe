package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.Objects;

/** Records: nested, validating, compared, carried through branches and loops. */
@SuppressWarnings("EqualsNull") // these forms of code are what is tested
final class RecordMethods {
    private record Range(int from, int to) {
        private Range {
            if (from > to) {
                int swapped = from;
                from = to;
                to = swapped;
            }
        }

        Range() {
            this(0, 0);
        }

        boolean contains(int v) {
            return v >= from && v <= to;
        }

        Range widened(int v) {
            return new Range(Math.min(from, v), Math.max(to, v));
        }
    }

    private record Box(Range x, Range y, long weight) {
        boolean contains(int px, int py) {
            return x.contains(px) && y.contains(py);
        }
    }

    private record Mixed(int number, long wide, boolean flag, byte small, char letter, Range range) {}

    private record Pair<A, B>(A first, B second) {
        static <A, B> Pair<A, B> of(A a, B b) {
            return new Pair<>(a, b);
        }

        <C> Pair<A, C> with(C other) {
            return new Pair<>(first, other);
        }
    }

    private final Range known = new Range(3, 9);

    @Syscall
    int nested(Input x) {
        Box box = new Box(new Range(x.c(), x.d()), new Range(x.f(), x.g()), x.a());
        int r = box.contains(x.e(), x.h()) ? 1 : 0;
        if (box.y().contains(5)) r += 2;
        return r + (int) box.weight() * 3;
    }

    @Syscall
    int compactConstructor(Input x) {
        Range r = new Range(x.c(), x.d());
        return r.from() * 31 + r.to() + new Range().to();
    }

    @Syscall
    int equality(Input x) {
        Mixed a = new Mixed(x.c() & 3, x.a() & 1, x.e() > 128, x.f(), (char) x.h(), new Range(x.e() & 1, 2));
        Mixed b = new Mixed(x.d() & 3, x.b() & 1, x.e() > 128, x.f(), (char) x.h(), new Range(x.h() & 1, 2));
        int r = a.equals(b) ? 1 : 0;
        if (a.equals(null)) r |= 2;
        if (a.range().equals(known)) r |= 4;
        if (known.equals(new Range(x.c() & 3, 9))) r |= 8;
        if (Objects.equals(a.range(), b.range())) r |= 16;
        return r;
    }

    @Syscall
    int hashes(Input x) {
        Mixed m = new Mixed(x.c(), x.a(), x.e() > 128, x.f(), (char) x.h(), new Range(x.e(), x.h()));
        return m.hashCode() ^ known.hashCode() * 7;
    }

    @Syscall
    int throughBranches(Input x) {
        Range r;
        if (x.c() > 0) r = new Range(x.c(), x.d());
        else if (x.d() > 0) r = known;
        else r = new Range();
        return r.contains(x.e()) ? r.to() : r.from();
    }

    @Syscall
    int throughLoops(Input x) {
        Box box = new Box(new Range(), new Range(1, 2), 0);
        for (int i = 0; i < (x.e() & 15); i++) {
            box = new Box(box.x().widened(x.c() >> i), box.y(), box.weight() + i);
            if (box.x().to() > 1_000_000) break;
        }
        return box.x().from() * 3 + box.x().to() + (int) box.weight();
    }

    @Syscall
    int generics(Input x) {
        Pair<Integer, Long> p = Pair.of(x.c(), x.a());
        Pair<Integer, Boolean> q = p.with(x.d() > 3);
        Pair<Pair<Integer, Long>, Character> n = Pair.of(p, (char) x.h());
        return p.first()
                + (int) (long) p.second()
                + (q.second() ? 5 : 7)
                + n.first().first()
                + n.second();
    }

    @Syscall
    int text(Input x) {
        return known.toString().length() + new Range(1, 2).toString().hashCode() + x.c();
    }
}
