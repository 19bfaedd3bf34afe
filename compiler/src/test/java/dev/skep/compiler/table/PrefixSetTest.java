package dev.skep.compiler.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A set holds what one network after the other holds, however many there are and wherever they lie. */
class PrefixSetTest {
    private static final int QUESTIONS = 2_000;

    private final SplittableRandom random = new SplittableRandom(7);

    @ParameterizedTest
    @ValueSource(ints = {1, 32, 33, 34, 100, 3_000})
    void holdsAddressesOfIpv4(int count) {
        for (int spread : new int[] {32, 12, 3}) {
            List<Prefix> networks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int bits = 32 - random.nextInt(spread);
                networks.add(Prefix.ipv4(address(spread) & (bits == 0 ? 0 : -1 << (32 - bits)), bits));
            }
            PrefixSet set = PrefixSet.ofPrefixes(networks);
            for (int i = 0; i < QUESTIONS; i++) {
                int address = i < 4
                        ? new int[] {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}[i]
                        : near(networks).ipv4();
                assertThat(set.contains(address))
                        .as("%x in %s", address, networks)
                        .isEqualTo(holds(networks, new Prefix(true, (long) address << 32, 0, 32)));
            }
        }
    }

    /** Within 2^spread addresses at the end of the address space, or anywhere. */
    private int address(int spread) {
        return spread == 32 ? random.nextInt() : -1 << (spread + 4) | random.nextInt();
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 33, 100, 2_000})
    void holdsAddressesOfIpv6(int count) {
        for (int longest : new int[] {48, 64, 65, 128}) {
            List<Prefix> networks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int bits = longest - random.nextInt(8);
                long high = random.nextBoolean() ? random.nextLong() : 0x20010db8_00000000L | random.nextInt(5);
                long low = random.nextBoolean() ? random.nextLong() : random.nextInt(3) - 1;
                Prefix rough = new Prefix(false, high, low, bits);
                networks.add(new Prefix(false, clean(high, bits), clean(low, bits - 64), rough.bits()));
            }
            PrefixSet set = PrefixSet.ofPrefixes(networks);
            for (int i = 0; i < QUESTIONS; i++) {
                Prefix address = i == 0
                        ? new Prefix(false, -1, -1, 128)
                        : i == 1 ? new Prefix(false, 0, 0, 128) : near(networks);
                assertThat(set.contains(address.high(), address.low()))
                        .as("%s in %s", address, networks)
                        .isEqualTo(holds(networks, address));
            }
        }
    }

    private static long clean(long half, int bits) {
        return bits <= 0 ? 0 : bits >= 64 ? half : half & -1L << (64 - bits);
    }

    /** An address at or next to one end of a network. */
    private Prefix near(List<Prefix> networks) {
        Prefix network = networks.get(random.nextInt(networks.size()));
        int size = network.version4() ? 32 : 128;
        BigInteger end = new BigInteger(1, network.bytes());
        if (random.nextBoolean()) {
            end = end.add(BigInteger.ONE.shiftLeft(size - network.bits())).subtract(BigInteger.ONE);
        }
        BigInteger address = end.add(BigInteger.valueOf(random.nextInt(3) - 1)).mod(BigInteger.ONE.shiftLeft(size));
        return network.version4()
                ? Prefix.ipv4(address.intValue(), 32)
                : new Prefix(false, address.shiftRight(64).longValue(), address.longValue(), 128);
    }

    private static boolean holds(List<Prefix> networks, Prefix address) {
        int size = address.version4() ? 32 : 128;
        BigInteger number = new BigInteger(1, address.bytes());
        return networks.stream()
                .anyMatch(network -> number.shiftRight(size - network.bits())
                        .equals(new BigInteger(1, network.bytes()).shiftRight(size - network.bits())));
    }

    @Test
    void aNetworkOfEverythingHoldsEverything() {
        List<String> networks = new ArrayList<>(List.of("0.0.0.0/0", "::/0"));
        for (int i = 0; i < 50; i++) {
            networks.add("10.0." + i + ".0/24");
            networks.add("2001:db8:" + i + "::/48");
        }
        PrefixSet set = PrefixSet.of(networks);
        assertThat(set.contains(0) && set.contains(-1) && set.contains(0x0a000001))
                .isTrue();
        assertThat(set.contains(0, 0) && set.contains(-1, -1) && set.contains(1, 1))
                .isTrue();
    }

    @Test
    void refusesBitsThatDoNotCount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrefixSet.ofPrefixes(List.of(Prefix.ipv4(1, 31))))
                .withMessageContaining("has bits behind its length");
    }
}
