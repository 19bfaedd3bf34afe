package dev.skep.security.policy.fuzz;

import dev.skep.security.policy.model.ArgumentMatch;
import dev.skep.security.policy.model.MatchValue;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Compares texts, byte by byte. */
final class TextOracle {
    private TextOracle() {}

    static boolean holds(ArgumentMatch match, byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Stream<String> values = match.values().stream()
                .map(value -> ((MatchValue.Text) value).text().getBytes(StandardCharsets.UTF_8))
                .map(value -> new String(value, StandardCharsets.ISO_8859_1));
        return switch (match.operator()) {
            case EQUAL -> values.anyMatch(text::equals);
            case NOT_EQUAL -> values.noneMatch(text::equals);
            case PREFIX -> values.anyMatch(text::startsWith);
            case NOT_PREFIX -> values.noneMatch(text::startsWith);
            case POSTFIX -> values.anyMatch(text::endsWith);
            case NOT_POSTFIX -> values.noneMatch(text::endsWith);
            case SUB_STRING -> values.anyMatch(text::contains);
            case SUB_STRING_IGN_CASE -> values.anyMatch(value -> lower(text).contains(lower(value)));
            default -> throw new IllegalStateException("no oracle for " + match);
        };
    }

    /** Letters of ASCII alone are taken as equal in both cases. */
    private static String lower(String text) {
        return text.chars()
                .map(c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
