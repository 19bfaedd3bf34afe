package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The JDK's collections, options, strings, boxes and streams, as far as they are known or made in the program. */
@SuppressWarnings({"CompareToZero", "InlineFormatString", "StringSplitter"}) // these forms of code are what is tested
final class LibraryMethods {
    private enum Kind {
        READ,
        WRITE,
        EXECUTE
    }

    private record Rule(int port, int verdict) {}

    private final List<Rule> rules = List.of(new Rule(22, 1), new Rule(80, 2), new Rule(443, 3), new Rule(8080, 4));
    private final Set<Integer> ports = new TreeSet<>(Set.of(53, 80, 443));
    private final Map<String, Integer> weights = new TreeMap<>(Map.of("a", 3, "b", 5));
    private final EnumMap<Kind, Integer> costs = new EnumMap<>(Map.of(Kind.READ, 1, Kind.WRITE, 10));
    private final EnumSet<Kind> watched = EnumSet.of(Kind.READ, Kind.EXECUTE);
    private final Optional<Rule> first = Optional.of(new Rule(5, 6));
    private final Optional<Rule> none = Optional.empty();
    private final Map<Integer, Boolean> flags = new TreeMap<>(Map.of(1, true, 2, false));

    @Syscall
    int forOverCollections(Input x) {
        int s = 0;
        for (Rule r : rules) s = s * 3 + (r.port() == x.h() ? r.verdict() : 1);
        for (int p : ports) if (p == x.e()) s++;
        for (Map.Entry<String, Integer> e : weights.entrySet()) s += e.getKey().length() * e.getValue() * x.c();
        for (int v : weights.values()) s ^= v;
        for (String k : weights.keySet()) s += k.charAt(0);
        for (Map.Entry<Integer, Boolean> e : flags.entrySet()) if (e.getValue()) s += e.getKey();
        for (Kind k : Kind.values()) s += costs.getOrDefault(k, 7) * (watched.contains(k) ? x.d() : 1);
        return s;
    }

    @Syscall
    int forEach(Input x) {
        int[] sum = {0};
        rules.forEach(r -> sum[0] += r.port() * x.c());
        weights.forEach((k, v) -> sum[0] += k.length() * v);
        ports.forEach(p -> sum[0] ^= p);
        Iterator<Rule> it = rules.iterator();
        while (it.hasNext()) sum[0] += it.next().verdict();
        return sum[0];
    }

    @Syscall
    int lists(Input x) {
        List<Integer> numbers = List.of(x.c(), x.d(), 5);
        int s = numbers.size() + numbers.get(0);
        for (int n : numbers) s = s * 3 + n;
        List<Rule> made = List.of(new Rule(x.e(), 1), new Rule(x.h(), 2));
        for (Rule r : made) s += r.port() * r.verdict();
        if (numbers.contains(x.e())) s++;
        return s + numbers.indexOf(5);
    }

    @Syscall
    int options(Input x) {
        Optional<Integer> o = x.c() > 0 ? Optional.of(x.d()) : Optional.empty();
        int s = o.map(v -> v * 2).orElse(-1);
        s += o.filter(v -> v > 10).isPresent() ? 100 : 0;
        if (o.isEmpty()) s += 3;
        int[] seen = {0};
        o.ifPresent(v -> seen[0] = v);
        s += seen[0];
        s += o.flatMap(v -> v > 5 ? Optional.of(v - 5) : Optional.empty()).orElseGet(() -> x.e());
        s += first.map(Rule::verdict).orElse(0) + none.map(Rule::verdict).orElse(9);
        return s + first.get().port();
    }

    @Syscall
    int intOptions(Input x) {
        OptionalInt o = x.c() > 0 ? OptionalInt.of(x.d()) : OptionalInt.empty();
        int[] seen = {0};
        o.ifPresentOrElse(v -> seen[0] = v, () -> seen[0] = -7);
        return o.orElse(4) * 3 + seen[0] + (o.isPresent() ? o.getAsInt() : 1);
    }

    @Syscall
    int boxes(Input x) {
        Integer a = x.c();
        Long b = x.a();
        Boolean c = x.d() > 5;
        Byte d = x.f();
        Character e = (char) x.h();
        Short f = x.g();
        Integer sum = 0;
        for (int i = 0; i < (x.e() & 7); i++) sum += a + i;
        Object o = x.e() > 7 ? c : e;
        int r = a + (int) (long) b + (c ? 1 : 0) + d + e + f + sum;
        if (a.equals(x.d())) r += 3;
        if (b.equals(5L)) r += 5;
        if (o instanceof Boolean t && t) r += 7;
        if (Objects.equals(a, 77)) r += 11;
        r += a.compareTo(x.d()) + b.hashCode() + c.hashCode() + e.hashCode();
        return r + a.shortValue() + b.byteValue() + Integer.valueOf(5) + Objects.hash(a, 3);
    }

    @Syscall
    int strings(Input x) {
        String text = """
                first
                second %d
                """;
        String made = String.format(text, 42) + "x" + 'c' + true + 7L + String.join("-", "a", "b");
        StringBuilder b = new StringBuilder("b");
        b.append(3).append('z').append(false);
        int s = 0;
        for (String line : made.split("\n")) s = s * 31 + line.hashCode();
        return s + b.toString().hashCode() * x.c() + "%s=%s".formatted("k", 1).length() + "abc".indexOf('c');
    }

    @Syscall
    int streams(Input x) {
        int r = rules.stream().anyMatch(rule -> rule.port() == x.h()) ? 1 : 0;
        if (rules.stream().allMatch(rule -> rule.port() > x.c())) r |= 2;
        if (rules.stream().filter(rule -> rule.port() > 50).noneMatch(rule -> rule.verdict() == x.e())) r |= 4;
        if (Stream.of(1, 2, x.c()).map(v -> v * 2).anyMatch(v -> v == 8)) r |= 8;
        r += (int) rules.stream().filter(rule -> rule.port() > x.h()).count() * 16;
        r += rules.stream().mapToInt(Rule::verdict).filter(v -> v > x.e()).sum() * 256;
        r += IntStream.range(0, 4).map(i -> i * x.c()).sum();
        r += IntStream.range(0, x.e() & 15).filter(i -> (i & 1) == 0).sum();
        r += rules.stream().map(Rule::verdict).reduce(x.c(), Integer::sum);
        return r
                + rules.stream()
                        .filter(rule -> rule.port() >= x.h())
                        .findFirst()
                        .map(Rule::verdict)
                        .orElse(-3);
    }

    @Syscall
    int lookups(Input x) {
        int r = Set.of(1, 2, 3, 99).contains(x.e()) ? 1 : 0;
        if (ports.contains(x.h())) r |= 2;
        if (List.of(4L, -1L, Long.MAX_VALUE).contains(x.a())) r |= 4;
        Integer found = Map.of(1, 10, 2, 20).get(x.e() & 3);
        if (found != null) r += found;
        Collection<Integer> all = ports;
        return all.contains(x.c()) ? r + 100 : r + Map.of(7, 8).getOrDefault(x.e(), 5);
    }
}
