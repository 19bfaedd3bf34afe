package dev.skep.security.policy.read;

import dev.skep.security.policy.model.UserLocation;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the places in a binary: of symbols, offsets and addrs exactly one, and a counter for each. */
final class UserLocationReader {
    private static final List<String> WAYS = List.of("symbols", "offsets", "addrs");

    private UserLocationReader() {}

    static List<UserLocation> read(Fields fields) {
        List<String> given = WAYS.stream()
                .filter(way -> fields.optional(way)
                        .filter(list -> !list.items().isEmpty())
                        .isPresent())
                .toList();
        if (given.size() != 1) {
            if (fields.owner().isMapping()) {
                fields.owner()
                        .wrong("needs exactly one of symbols, offsets and addrs, has "
                                + (given.isEmpty() ? "none" : String.join(" and ", given)));
            }
            return List.of();
        }
        String way = given.getFirst();
        List<Element> places = fields.optional(way).map(Element::items).orElse(List.of());
        List<OptionalLong> counters = counters(fields, way, places.size());
        List<UserLocation> locations = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            locations.add(location(way, places.get(i), counters.get(i)));
        }
        return locations;
    }

    private static List<OptionalLong> counters(Fields fields, String way, int count) {
        List<OptionalLong> counters =
                new ArrayList<>(fields.list("refCtrOffsets", counter -> OptionalLong.of(unsigned(counter))));
        if (!counters.isEmpty() && counters.size() != count) {
            fields.optional("refCtrOffsets")
                    .ifPresent(list ->
                            list.wrong("has " + counters.size() + " for " + count + " " + way + "; give one for each"));
        }
        while (counters.size() < count) {
            counters.add(OptionalLong.empty());
        }
        return counters;
    }

    private static UserLocation location(String way, Element place, OptionalLong counter) {
        return switch (way) {
            case "symbols" -> symbol(place, counter);
            case "offsets" -> new UserLocation.Offset(unsigned(place), counter, place.place());
            default -> new UserLocation.Address(unsigned(place), counter, place.place());
        };
    }

    /** Reads {@code name} or {@code name+0x10}. */
    static UserLocation symbol(Element place, OptionalLong counter) {
        String text = place.name();
        int plus = text.indexOf('+');
        if (plus < 0) {
            return new UserLocation.Symbol(text, 0, counter, place.place());
        }
        Optional<BigInteger> offset = NumberText.parse(text.substring(plus + 1))
                .filter(number -> NumberText.isBetween(number, BigInteger.ZERO, NumberText.MOST_UNSIGNED_32));
        if (offset.isEmpty() || plus == 0) {
            place.wrong("'" + Element.shown(text) + "' is no symbol: name, or name+0x10");
        }
        return new UserLocation.Symbol(
                text.substring(0, plus), offset.orElse(BigInteger.ZERO).longValue(), counter, place.place());
    }

    private static long unsigned(Element number) {
        return number.number(BigInteger.ZERO, NumberText.MOST_UNSIGNED_64);
    }
}
