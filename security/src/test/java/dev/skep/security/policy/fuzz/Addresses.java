package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.event.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Addresses that share networks with each other, and such networks. */
final class Addresses {
    private static final int[] PORTS = {0, 1, 22, 80, 443, 1_023, 1_024, 1_025, 8_080, 32_768, 65_535};
    private static final int[] FAMILIES = {0, 3, 16, 255, 256, 65_535};
    private static final String[] PATHS = {
        "", "/", "/run/socket", "\0abstract", "PQ", "aaaaaaaaaaaaaaaaaaaaaaaa", "/long/" + "b".repeat(101)
    };
    private static final int COUNT = 12;

    private final RandomGenerator random;
    private final List<Endpoint> ends = new ArrayList<>();

    Addresses(RandomGenerator random) {
        this.random = random;
        ends.add(new Endpoint(0, 0, false, 0));
        ends.add(new Endpoint(0, 0, true, 0));
        ends.add(new Endpoint(0, 0x7f00_0001, false, 0));
        ends.add(new Endpoint(0, 0x7f80_0001, false, 0));
        ends.add(new Endpoint(0, 0xffff_0000_0000L | 0x7f00_0001, true, 0));
        while (ends.size() < COUNT) {
            Endpoint near = ends.get(random.nextInt(ends.size()));
            int flipped = random.nextInt(Long.SIZE);
            boolean upper = random.nextBoolean();
            ends.add(
                    near.ip6()
                            ? new Endpoint(
                                    upper ? near.high() ^ 1L << flipped : near.high(),
                                    upper ? near.low() : near.low() ^ 1L << flipped,
                                    true,
                                    0)
                            : new Endpoint(0, (near.low() ^ 1L << flipped % Integer.SIZE) & 0xffff_ffffL, false, 0));
        }
    }

    /** A port. */
    int port() {
        return random.nextInt(3) == 0 ? random.nextInt(65_536) : PORTS[random.nextInt(PORTS.length)];
    }

    /** An address and a port. */
    Endpoint end() {
        Endpoint end = ends.get(random.nextInt(ends.size()));
        return new Endpoint(end.high(), end.low(), end.ip6(), port());
    }

    /** What a call is told, mostly an address of the Internet. */
    Address address() {
        return switch (random.nextInt(6)) {
            case 0 -> new Address(Address.UNIX, Optional.empty(), PATHS[random.nextInt(PATHS.length)]);
            case 1 ->
                new Address(
                        FAMILIES[random.nextInt(FAMILIES.length)],
                        Optional.empty(),
                        PATHS[random.nextInt(PATHS.length)]);
            default -> Address.of(end());
        };
    }

    /** What local addresses are compared with. */
    static List<String> names() {
        return Stream.of(PATHS).map(path -> path.replace('\0', '@')).toList();
    }

    /** An address, or a network that it is in. */
    String network() {
        Endpoint end = end();
        int most = end.ip6() ? 2 * Long.SIZE : Integer.SIZE;
        int bits = random.nextInt(3) == 0 ? most : random.nextInt(most + 1);
        String address = masked(end, bits).address();
        return bits == most && random.nextBoolean() ? address : address + "/" + bits;
    }

    private static Endpoint masked(Endpoint end, int bits) {
        return end.ip6()
                ? new Endpoint(end.high() & upper(bits), end.low() & upper(bits - Long.SIZE), true, 0)
                : new Endpoint(0, end.low() & upper(bits + Integer.SIZE), false, 0);
    }

    /** The uppermost so many bits of 64. */
    private static long upper(int bits) {
        return bits <= 0 ? 0 : bits >= Long.SIZE ? -1 : -1L << (Long.SIZE - bits);
    }
}
