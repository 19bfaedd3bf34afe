package dev.skep.compiler.differential;

import dev.skep.compiler.hook.Syscall;
import dev.skep.compiler.table.PrefixMap;
import dev.skep.compiler.table.PrefixSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Networks, few and many, of both families. */
final class PrefixMethods {
    private record Route(int id, long metric) {}

    private final PrefixSet few = PrefixSet.of("10.0.0.0/8", "0.0.0.0/4", "255.255.255.0/24", "ff00::/8");
    private final PrefixMap<Route> fewRoutes = PrefixMap.of(routes(3));
    private final PrefixMap<Route> routes = PrefixMap.of(routes(40));
    private final PrefixSet many = PrefixSet.of(routes(40).keySet());

    private final List<PrefixSet> lists =
            IntStream.range(0, 6).mapToObj(i -> networks(i * 3)).toList();
    private final List<Ranked> ranked = IntStream.range(0, 6)
            .mapToObj(i -> new Ranked(networks(i), i % 4 == 3, i * 11))
            .toList();

    private record Ranked(PrefixSet networks, boolean inside, int rank) {}

    private static PrefixSet networks(int first) {
        return PrefixSet.of(IntStream.range(first, first + 10)
                .boxed()
                .flatMap(i -> Stream.of(
                        "0.0.0." + i * 4 + "/30", (i * 8 & 255) + ".0.0.0/8", Integer.toHexString(i * 800) + "::/16"))
                .toList());
    }

    private static Map<String, Route> routes(int count) {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            routes.put("0.0.0." + i * 2 + "/31", new Route(i, i * 5_000_000_000L));
            routes.put("128.0.0.0/" + (i % 31 + 1), new Route(-i, i));
            routes.put("::" + Integer.toHexString(i * 16) + "/124", new Route(i * 3, 1));
            routes.put("8000::/" + (i + 1), new Route(i * 5, 2));
        }
        return routes;
    }

    @Syscall
    int fewNetworks(Input x) {
        return (few.contains(x.c()) ? 1 : 0) + (few.contains(x.a(), x.b()) ? 2 : 0);
    }

    @Syscall
    int fewRoutes(Input x) {
        Route route = fewRoutes.get(x.c());
        return route == null ? -1 : route.id();
    }

    @Syscall
    int manyNetworks(Input x) {
        return (many.contains(x.c()) ? 1 : 0) + (many.contains(x.e()) ? 2 : 0) + (many.contains(x.a(), x.b()) ? 4 : 0);
    }

    @Syscall
    int manyRoutes(Input x) {
        Route route = routes.get(x.e());
        int r = route == null ? -1 : route.id() + (int) route.metric();
        Route wide = routes.get(0L, x.h() & 1023);
        if (wide != null) r += wide.id() * 1000;
        Route other = routes.get(x.a(), x.b());
        return other == null ? r : r + other.id();
    }

    /** Each too few for a table, and all together too many to stay unrolled. */
    @Syscall
    int severalLists(Input x) {
        int found = 0;
        for (PrefixSet list : lists) if (list.contains(x.c())) found += 1 + found;
        return found;
    }

    @Syscall
    int severalListsUntilOneIsRight(Input x) {
        for (Ranked list : ranked) if (list.networks().contains(x.a(), x.b()) != list.inside()) return list.rank();
        return -1;
    }
}
