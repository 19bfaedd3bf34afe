package dev.skep.bench.drop;

import dev.skep.bench.measure.Samples;
import dev.skep.drop.filter.Filter;
import dev.skep.drop.match.Match;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is to be dropped: packets from networks, if there are any, and those to UDP ports. The flood goes to the last port, so that all of
 * it is dropped, behind everything else that is asked.
 *
 * @param title for the table
 * @param ports the last is the flood's
 * @param networks a file of them
 */
record Rules(String title, List<Integer> ports, Optional<Path> networks) {
    /** The discard port (RFC 863). */
    static final int FLOODED = 9;

    private static final int FIRST_PORT = 10_000;

    /** So many rules for ports. */
    static Rules ports(int count) {
        List<Integer> ports = Stream.concat(
                        IntStream.range(FIRST_PORT, FIRST_PORT + count - 1).boxed(), Stream.of(FLOODED))
                .toList();
        return new Rules(count == 1 ? "1 rule" : Samples.number(count, 0) + " rules", ports, Optional.empty());
    }

    /** So many networks of 256 addresses, none twice, in a new file. */
    static Rules networks(int count, Path folder) {
        SplittableRandom random = new SplittableRandom(count);
        Set<Integer> networks = new HashSet<>();
        while (networks.size() < count) {
            networks.add(random.nextInt(1 << 16, 224 << 16));
        }
        List<String> lines = new ArrayList<>();
        networks.forEach(
                network -> lines.add((network >> 16) + "." + (network >> 8 & 255) + "." + (network & 255) + ".0/24"));
        try {
            Path file = Files.write(folder.resolve("networks-" + count), lines);
            return new Rules(Samples.number(count, 0) + " networks", List.of(FLOODED), Optional.of(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The same for Skep. */
    List<Match> matches() {
        return Stream.concat(
                        networks.stream().map(file -> "src net @" + file),
                        ports.stream().map(port -> "udp dst port " + port))
                .map(text -> Filter.parse(text).match())
                .toList();
    }

    /** The networks, as text. */
    List<String> lines() {
        try {
            return networks.isEmpty() ? List.of() : Files.readAllLines(networks.get());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
