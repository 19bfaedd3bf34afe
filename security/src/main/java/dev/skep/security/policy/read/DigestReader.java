package dev.skep.security.policy.read;

import dev.skep.security.policy.model.Digest;
import dev.skep.security.policy.model.Digest.Algorithm;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads digests of binaries, such as {@code sha256:0123...}. */
final class DigestReader {
    private DigestReader() {}

    static Digest read(Element element) {
        String text = element.text();
        int colon = text.indexOf(':');
        String name = colon < 0 ? "" : text.substring(0, colon);
        String hex = text.substring(colon + 1).toLowerCase(Locale.ROOT);
        Optional<Algorithm> algorithm = Arrays.stream(Algorithm.values())
                .filter(known -> known.tetragonName().equals(name))
                .findFirst();
        if (algorithm.isEmpty()) {
            element.wrong("'" + Element.shown(text) + "' is no digest: ALGORITHM:HEX with one of "
                    + Arrays.stream(Algorithm.values())
                            .map(Algorithm::tetragonName)
                            .collect(Collectors.joining(", ")));
        }
        algorithm.ifPresent(known -> {
            int digits = digits(known);
            boolean length = digits == 0 ? !hex.isEmpty() && hex.length() % 2 == 0 : hex.length() == digits;
            if (!length || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
                element.wrong("'" + Element.shown(text) + "' is no digest: " + known.tetragonName() + " has "
                        + (digits == 0 ? "an even number of" : String.valueOf(digits)) + " hexadecimal digits");
            }
        });
        return new Digest(algorithm.orElse(Algorithm.SHA256), hex, element.place());
    }

    /** How many digits it has; 0: any even number. */
    private static int digits(Algorithm algorithm) {
        return switch (algorithm) {
            case SHA1 -> 40;
            case SHA256 -> 64;
            case SHA384 -> 96;
            case SHA512 -> 128;
            case BUILD_ID -> 0;
        };
    }
}
