package dev.skep.security.policy.fuzz;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lists of a policy's text. */
final class Yaml {
    private Yaml() {}

    /** A list of a selector; nothing if it is empty. */
    static void list(StringBuilder text, String name, int count, Supplier<String> element) {
        list(text, name, Stream.generate(element).limit(count).toList());
    }

    /** A list of a selector; nothing if it is empty. */
    static void list(StringBuilder text, String name, List<String> elements) {
        if (!elements.isEmpty()) {
            text.append("    ").append(name).append(":\n");
        }
        for (String element : elements) {
            text.append("    - ").append(element.replace("\n", "\n      ")).append('\n');
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
