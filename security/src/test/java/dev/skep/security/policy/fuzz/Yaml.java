package dev.skep.security.policy.fuzz;

import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of a policy's text. */
final class Yaml {
    private Yaml() {}

    /** A list of a selector; nothing if it is empty. */
    static void list(StringBuilder text, String name, int count, Supplier<String> element) {
        if (count > 0) {
            text.append("    ").append(name).append(":\n");
        }
        for (int i = 0; i < count; i++) {
            text.append("    - ")
                    .append(element.get().replace("\n", "\n      "))
                    .append('\n');
        }
    }

    /** A list in one line. */
    static String several(int count, Supplier<String> value) {
        return Stream.generate(value)
                .limit(count)
                .map(text -> '"' + text + '"')
                .collect(Collectors.joining(", ", "[ ", " ]"));
    }
}
