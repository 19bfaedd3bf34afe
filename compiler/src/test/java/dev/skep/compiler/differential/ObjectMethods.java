package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Objects that the compiler takes apart. */
final class ObjectMethods {
    private final List<String> words = List.of("etc", "usr", "var");
    private final List<Rule> rules = List.of(new Equal(3), new Both(new Less(100), new Less(7)), new Less(-5));
    private final Map<String, Integer> weights = Map.of("a", 3);
    private final Optional<Integer> bonus = Optional.of(9);

    private record Point(int x, int y) {
        Point plus(Point other) {
            return new Point(x + other.x, y + other.y);
        }

        int dot(Point other) {
            return x * other.x + y * other.y;
        }
    }

    private sealed interface Rule {}

    private record Equal(int value) implements Rule {}

    private record Less(int than) implements Rule {}

    private record Both(Rule left, Rule right) implements Rule {}

    private enum Operation {
        ADD {
            @Override
            int apply(int a, int b) {
                return a + b;
            }
        },
        SUBTRACT {
            @Override
            int apply(int a, int b) {
                return a - b;
            }
        },
        MULTIPLY {
            @Override
            int apply(int a, int b) {
                return a * b;
            }
        };

        abstract int apply(int a, int b);
    }

    private interface IntFunction {
        int apply(int value);
    }

    private static int twice(IntFunction f, int value) {
        return f.apply(f.apply(value));
    }

    private static boolean holds(Rule rule, int value) {
        return switch (rule) {
            case Equal e -> value == e.value();
            case Less l -> value < l.than();
            case Both b -> holds(b.left(), value) && holds(b.right(), value);
        };
    }

    private static int sum(int... values) {
        int s = 0;
        for (int v : values) s += v;
        return s;
    }

    @Syscall
    int lambdas(Input x) {
        return twice(y -> y * x.c() + 1, x.d());
    }

    @Syscall
    int records(Input x) {
        Point p = new Point(x.c(), x.d());
        Point q = x.e() > 10 ? p.plus(new Point(1, 2)) : new Point(x.f(), x.g());
        for (int i = 0; i < (x.h() & 3); i++) q = q.plus(p);
        return p.dot(q);
    }

    @Syscall
    int enums(Input x) {
        int s = x.c();
        for (Operation o : Operation.values()) {
            s = o.apply(s, x.d());
            switch (o) {
                case ADD -> s ^= 5;
                case SUBTRACT -> s += 77;
                default -> s -= x.e();
            }
        }
        return s;
    }

    @Syscall
    int sealedRules(Input x) {
        int matching = 0;
        int i = 0;
        for (Rule rule : rules) {
            if (holds(rule, x.f())) matching |= 1 << i;
            i++;
        }
        return matching;
    }

    @Syscall
    int arraysAndVarargs(Input x) {
        int[] bytes = new int[4];
        for (int i = 0; i < 4; i++) bytes[i] = (x.c() >> (i * 8)) & 255;
        int s = 0;
        for (int b : bytes) s = s * 7 + b;
        return s + sum(x.d(), x.e(), x.f());
    }

    @Syscall
    int strings(Input x) {
        int s = 0;
        for (String w : words) {
            int h = 0;
            for (int i = 0; i < w.length(); i++) h = h * 31 + w.charAt(i);
            if (h % 7 == (x.e() & 7)) s += x.c();
            else s ^= h;
        }
        return s;
    }

    @Syscall
    int collections(Input x) {
        int s = 0;
        for (Map.Entry<String, Integer> e : weights.entrySet()) s += e.getValue() * x.c();
        if (bonus.isPresent()) s += bonus.get();
        return s;
    }
}
