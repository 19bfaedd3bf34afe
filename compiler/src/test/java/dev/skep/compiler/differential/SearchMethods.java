package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Searches in collections too large to compare one element after the other. */
@SuppressWarnings("EnumOrdinal") // these forms of code are what is tested
final class SearchMethods {
    private enum Verdict {
        PASS,
        DROP,
        ASK
    }

    private record Network(int id, long weight) {}

    private record Rule(int port, Verdict verdict, long cost, Network network, boolean logged) {
        boolean matches(int p) {
            return port == p;
        }

        int score() {
            return verdict == Verdict.DROP ? (int) cost * 2 : network.id();
        }
    }

    private static final int COUNT = 300;

    private final List<Rule> rules = IntStream.range(0, COUNT)
            .mapToObj(i -> new Rule(
                    (i * 7) % 500, Verdict.values()[i % 3], i * 1_000_000_007L, new Network(i / 10, -i), i % 5 == 0))
            .toList();
    private final List<Rule> few = rules.subList(0, 20);
    private final Rule[] array = rules.toArray(Rule[]::new);
    private final Set<Integer> ports = rules.stream().map(Rule::port).collect(Collectors.toSet());
    private final Set<Long> wide = rules.stream().map(Rule::cost).collect(Collectors.toSet());
    private final Map<Integer, Rule> byPort =
            new TreeMap<>(rules.stream().collect(Collectors.toMap(Rule::port, Function.identity(), (a, b) -> a)));
    private final Map<Integer, Integer> numbers =
            new TreeMap<>(rules.stream().collect(Collectors.toMap(Rule::port, r -> (int) r.cost(), (a, b) -> a)));
    private final Map<Integer, Verdict> verdicts =
            new TreeMap<>(rules.stream().collect(Collectors.toMap(Rule::port, Rule::verdict, (a, b) -> a)));
    private final List<Integer> order = new ArrayList<>(
            IntStream.range(0, COUNT).mapToObj(i -> i * i % 1000).toList());
    private final int[] near = IntStream.range(0, 100).map(i -> 40 + i * 3).toArray();
    private final int[] many = IntStream.range(0, 300).map(i -> 40 + i % 299).toArray();
    private final int[] far = IntStream.range(-50, 50).map(i -> i * 1_000_000).toArray();
    private final long[] upper =
            IntStream.range(0, 100).mapToLong(i -> (long) (i - 50) << 56).toArray();
    private final Set<Long> thousands =
            IntStream.range(0, 3000).mapToObj(i -> i * 0x1_0001_0001L).collect(Collectors.toSet());
    private final int[] sorted = {1, 5, 9, 200, 300, 1000};

    private int verdict(int port) {
        for (Rule r : rules) if (r.port() == port) return r.verdict().ordinal();
        return -1;
    }

    @Syscall
    int firstMatch(Input x) {
        return verdict(x.e()) * 10 + verdict(x.h() & 511);
    }

    @Syscall
    int keyReadInTheLoop(Input x) {
        for (Rule r : rules) if (r.port() == (x.h() & 511)) return (int) r.cost();
        return 17;
    }

    @Syscall
    int matchMethod(Input x) {
        for (Rule r : array) {
            if (r.matches(x.e()))
                return r.score() + r.network().id() * 3 + (int) r.network().weight() + (r.logged() ? 1000 : 0);
        }
        return 0;
    }

    @Syscall
    int wideKeys(Input x) {
        long key = x.e() * 1_000_000_007L;
        for (Rule r : rules) if (r.cost() == key) return r.port();
        return -5;
    }

    @Syscall
    int breaksWithIndex(Input x) {
        int port = x.h() & 511;
        int found = -1;
        for (int i = 0; i < array.length; i++) {
            if (array[i].port() == port) {
                found = i;
                break;
            }
        }
        return found;
    }

    private static int place(int[] keys, int key) {
        for (int i = 0; i < keys.length; i++) if (keys[i] == key) return i;
        return -1;
    }

    private static int place(int[] keys, long key) {
        for (int i = 0; i < keys.length; i++) if (keys[i] == key) return i;
        return -1;
    }

    @Syscall
    int nearKeys(Input x) {
        return place(near, x.e()) + 1000 * place(near, x.c()) + 7 * place(near, x.h());
    }

    @Syscall
    int nearWideKeys(Input x) {
        return place(many, x.a()) + 1000 * place(many, x.e() - 128L) + 7 * place(many, (long) x.h());
    }

    @Syscall
    int farKeys(Input x) {
        return place(far, x.f() * 1_000_000) + 1000 * place(far, x.c());
    }

    @Syscall
    int keysOfUpperBits(Input x) {
        long key = (long) x.e() << 56;
        for (int i = 0; i < upper.length; i++) if (upper[i] == key) return i;
        return -1;
    }

    @Syscall
    int thousandsOfKeys(Input x) {
        return (thousands.contains(x.h() * 0x1_0001_0001L) ? 1 : 0) + (thousands.contains(x.a()) ? 2 : 0);
    }

    @Syscall
    int fewRules(Input x) {
        for (Rule r : few) if (r.port() == x.e()) return r.score();
        return -1;
    }

    @Syscall
    int findFirst(Input x) {
        return rules.stream()
                .filter(r -> r.matches(x.e()))
                .findFirst()
                .map(Rule::score)
                .orElse(-1);
    }

    @Syscall
    int anyMatch(Input x) {
        return rules.stream().anyMatch(r -> r.port() == x.e()) ? 1 : 2;
    }

    @Syscall
    int sets(Input x) {
        return (ports.contains(x.h() & 511) ? 1 : 0) + (wide.contains(x.e() * 1_000_000_007L) ? 2 : 0);
    }

    @Syscall
    int maps(Input x) {
        int s = numbers.getOrDefault(x.e(), -7);
        Integer number = numbers.get(x.h() & 511);
        if (number != null) s += number;
        Rule rule = byPort.get(x.e() + 1);
        if (rule != null) s += rule.score();
        Verdict verdict = verdicts.get(x.h() & 511);
        if (verdict == Verdict.DROP) s ^= 0x5555;
        return byPort.containsKey(x.e()) ? s : -s;
    }

    @Syscall
    int switchesOnFoundEnum(Input x) {
        Verdict verdict = verdicts.getOrDefault(x.e(), Verdict.PASS);
        return switch (verdict) {
            case PASS -> x.c();
            case DROP -> x.d();
            case ASK -> 3;
        };
    }

    @Syscall
    int lists(Input x) {
        return order.indexOf(x.h() & 1023) + (order.contains(x.e()) ? 1000 : 0) + order.get(x.e());
    }

    @Syscall
    int objectsByIndex(Input x) {
        Rule r = array[x.e()];
        Verdict v = Verdict.values()[x.h() % 3];
        return r.score() + v.ordinal() + rules.get(x.e()).port() + v.name().length();
    }

    @Syscall
    int binarySearch(Input x) {
        return Arrays.binarySearch(sorted, x.h() & 1023);
    }
}
