package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.List;

/** Sealed types, pattern switches, record patterns, guards, and the switches that came before them. */
@SuppressWarnings({"EnumOrdinal", "FallThrough", "fallthrough"}) // these forms of code are what is tested
final class PatternMethods {
    private sealed interface Expression {}

    private record Constant(int value) implements Expression {}

    private record Field(int index) implements Expression {}

    private record Sum(Expression left, Expression right) implements Expression {}

    private record Product(Expression left, Expression right) implements Expression {}

    private record Negation(Expression of) implements Expression {}

    private enum Level {
        LOW,
        MIDDLE,
        HIGH
    }

    private sealed interface Verdict permits Pass, Drop, Level2 {}

    private record Pass() implements Verdict {}

    private record Drop(int reason, Level level) implements Verdict {}

    private enum Level2 implements Verdict {
        ASK,
        TELL
    }

    private final Expression formula = new Sum(
            new Product(new Field(0), new Constant(3)),
            new Negation(new Sum(new Field(1), new Product(new Constant(2), new Field(2)))));
    private final List<Verdict> verdicts = List.of(
            new Pass(),
            new Drop(3, Level.LOW),
            new Drop(30, Level.HIGH),
            Level2.ASK,
            Level2.TELL,
            new Drop(5, Level.LOW));

    private static int field(int index, Input x) {
        return switch (index) {
            case 0 -> x.c();
            case 1 -> x.d();
            default -> x.e();
        };
    }

    private static int evaluate(Expression e, Input x) {
        return switch (e) {
            case Constant(int value) -> value;
            case Field(var index) -> field(index, x);
            case Sum(Expression l, Expression r) -> evaluate(l, x) + evaluate(r, x);
            case Product(Constant(int k), Expression r) -> k * evaluate(r, x);
            case Product(Expression l, Constant(int k)) -> evaluate(l, x) * k;
            case Product(Expression l, Expression r) -> evaluate(l, x) * evaluate(r, x);
            case Negation(Sum(Expression l, Expression r)) -> -evaluate(l, x) - evaluate(r, x);
            case Negation n -> -evaluate(n.of(), x);
        };
    }

    private static int weight(Verdict v, int limit) {
        return switch (v) {
            case Pass p -> 1;
            case Drop(int reason, Level level) when reason > limit -> 100 + level.ordinal();
            case Drop d when d.level() == Level.LOW -> 50 + d.reason();
            case Drop(int reason, var level) -> reason;
            case Level2.ASK -> 7;
            case Level2 other -> other.ordinal() + 20;
        };
    }

    @Syscall
    int knownExpression(Input x) {
        return evaluate(formula, x);
    }

    @Syscall
    int virtualExpression(Input x) {
        Expression e = new Sum(new Constant(x.h()), formula);
        if (x.c() > 0) e = new Negation(e);
        return evaluate(new Product(e, new Constant(2)), x);
    }

    @Syscall
    int guards(Input x) {
        int s = 0;
        for (Verdict v : verdicts) s = s * 3 + weight(v, x.c());
        return s;
    }

    @Syscall
    int virtualVerdicts(Input x) {
        Verdict v = x.c() > 10 ? new Drop(x.d(), Level.HIGH) : x.c() > 0 ? new Pass() : Level2.TELL;
        return weight(v, x.e());
    }

    @Syscall
    int boxedSwitch(Input x) {
        Object o = x.e() > 100 ? (Object) x.c() : x.a();
        return switch (o) {
            case Integer i when i > 1000 -> 1;
            case Integer i -> i;
            case Long l when l < 0 -> 2;
            case Long l -> (int) (l >> 3);
            default -> 4;
        };
    }

    @Syscall
    int instanceOf(Input x) {
        Object o = x.c() > 0 ? new Drop(x.d(), Level.MIDDLE) : new Constant(x.e());
        if (o instanceof Drop(int reason, Level level) && reason > 7) return reason + level.ordinal();
        if (!(o instanceof Constant c)) return -1;
        return c.value();
    }

    @Syscall
    int stringsAndEnums(Input x) {
        int s = 0;
        for (String name : List.of("tcp", "udp", "icmp")) {
            s += switch (name) {
                case "tcp" -> x.c();
                case "udp", "sctp" -> x.d() * 2;
                default -> {
                    int t = x.e();
                    yield t * t;
                }
            };
        }
        for (Level level : Level.values()) {
            switch (level) {
                case LOW:
                    s++;
                case MIDDLE:
                    s *= 2;
                    break;
                default:
                    s -= 3;
            }
        }
        return s + Level.valueOf("HIGH").ordinal();
    }

    @Syscall
    int runTimeSwitches(Input x) {
        int a = switch (x.c() & 15) {
            case 1, 2, 3 -> 5;
            case 7 -> x.d();
            case 9 -> {
                if (x.e() > 3) yield 9;
                yield 8;
            }
            default -> -1;
        };
        char letter = (char) x.h();
        return a
                + switch (letter) {
                    case 'a', 'b' -> 1000;
                    default -> letter;
                };
    }
}
