package dev.skep.compiler.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skep.compiler.CompiledProgram;
import dev.skep.compiler.Kernel;
import dev.skep.compiler.Loaded;
import dev.skep.compiler.TestRuns;
import dev.skep.compiler.hook.RawTracepoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernel")
class PrefixLookupTest {
    record Route(int id, long metric) {}

    static final class Routes {
        private final PrefixMap<Route> routes;
        private final PrefixSet internal;

        Routes(Map<String, Route> routes) {
            this.routes = PrefixMap.of(routes);
            this.internal = PrefixSet.of(routes.keySet());
        }

        @RawTracepoint("sys_enter")
        int ipv4(int address) {
            Route route = routes.get(address);
            return route == null ? -1 : route.id() + (int) route.metric();
        }

        @RawTracepoint("sys_enter")
        int ipv6(long high, long low) {
            Route route = routes.get(high, low);
            return route == null ? -1 : route.id() + (int) route.metric();
        }

        @RawTracepoint("sys_enter")
        int contained(int address) {
            return internal.contains(address) ? 1 : 0;
        }

        @RawTracepoint("sys_enter")
        int contained6(long high, long low) {
            return internal.contains(high, low) ? 1 : 0;
        }
    }

    private static Map<String, Route> routes(int count) {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            routes.put("0.0.0." + i * 2 + "/31", new Route(i, i * 7L));
            routes.put("128.0.0.0/" + (i % 31 + 1), new Route(-i, i));
            routes.put("::" + Integer.toHexString(i * 16) + "/124", new Route(i * 3, 1));
            routes.put("8000::/" + (i + 1), new Route(i * 5, 2));
        }
        return routes;
    }

    @Test
    void findsInManyNetworksWhatJavaFinds() {
        Routes routes = new Routes(routes(60));
        assertThat(Kernel.compile(routes))
                .flatMap(CompiledProgram::notes)
                .anyMatch(note -> note.endsWith("look-up among 91 elements in an LPM trie"));
        compare(routes);
    }

    @Test
    void findsInFewNetworksWhatJavaFinds() {
        Routes routes = new Routes(routes(5));
        assertThat(Kernel.compile(routes))
                .flatMap(CompiledProgram::notes)
                .noneMatch(note -> note.endsWith("in an LPM trie"));
        compare(routes);
    }

    static final class Members {
        private final PrefixSet set;

        Members(Collection<String> networks) {
            set = PrefixSet.of(networks);
        }

        @RawTracepoint("sys_enter")
        int four(int address) {
            return set.contains(address) ? 1 : 0;
        }

        @RawTracepoint("sys_enter")
        int six(long high, long low) {
            return set.contains(high, low) ? 1 : 0;
        }
    }

    @Test
    void findsAMemberAmongTenThousandInAFewSteps() {
        Random random = new Random(3);
        List<String> networks = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            networks.add(random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + ".0/24");
            networks.add(String.format("2001:%x:%x::/48", random.nextInt(0x10000), random.nextInt(0x10000)));
            networks.add(String.format("2001:db8::%x", random.nextInt(0x10000)));
        }
        Members members = new Members(networks);
        try (Loaded<Members> loaded = Kernel.loadDetached(members)) {
            assertThat(loaded.program("four").compiled().instructionCount()).isLessThan(100);
            assertThat(loaded.program("six").compiled().instructionCount()).isLessThan(250);
            for (int i = 0; i < 2_000; i++) {
                int address = random.nextInt();
                assertThat(TestRuns.run(loaded, "four", address))
                        .as("%x", address)
                        .isEqualTo(members.four(address));
                boolean host = random.nextBoolean();
                long high = host ? 0x20010db8_00000000L : 0x2001L << 48 | random.nextLong() >>> 16;
                long low = host ? random.nextInt(0x10000) : random.nextLong();
                assertThat(TestRuns.run(loaded, "six", high, low))
                        .as("%x %x", high, low)
                        .isEqualTo(members.six(high, low));
            }
        }
    }

    @Test
    void findsAMemberAmongNetworksThatLieCloseTogetherInOneLoad() {
        Random random = new Random(4);
        List<String> networks = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            networks.add("10." + random.nextInt(4) + "." + random.nextInt(256) + ".0/24");
            networks.add(String.format("2001:db8:%x::/48", random.nextInt(0x1000)));
        }
        Members members = new Members(networks);
        try (Loaded<Members> loaded = Kernel.loadDetached(members)) {
            assertThat(loaded.program("four").compiled().instructionCount()).isLessThan(40);
            assertThat(loaded.program("six").compiled().instructionCount()).isLessThan(40);
            for (int i = 0; i < 2_000; i++) {
                int address = 0x0a000000 + random.nextInt(0x50000) - 0x8000;
                assertThat(TestRuns.run(loaded, "four", address))
                        .as("%x", address)
                        .isEqualTo(members.four(address));
                long high = (0x20010db8_00000000L | (long) random.nextInt(0x1100) << 16) - random.nextInt(3);
                assertThat(TestRuns.run(loaded, "six", high, random.nextLong()))
                        .as("%x", high)
                        .isEqualTo(members.six(high, 0));
            }
        }
    }

    private static void compare(Routes routes) {
        Random random = new Random(1);
        try (Loaded<Routes> loaded = Kernel.loadDetached(routes)) {
            for (int i = 0; i < 1000; i++) {
                int address = random.nextInt() >>> (random.nextBoolean() ? 24 : 0);
                long high = random.nextBoolean() ? 0 : random.nextLong();
                long low = random.nextLong() >>> (random.nextBoolean() ? 54 : 0);
                assertThat(TestRuns.run(loaded, "ipv4", address))
                        .as("%x", address)
                        .isEqualTo(routes.ipv4(address));
                assertThat(TestRuns.run(loaded, "contained", address)).isEqualTo(routes.contained(address));
                assertThat(TestRuns.run(loaded, "contained6", high, low)).isEqualTo(routes.contained6(high, low));
                assertThat(TestRuns.run(loaded, "ipv6", high, low))
                        .as("%x %x", high, low)
                        .isEqualTo(routes.ipv6(high, low));
            }
        }
    }
}
