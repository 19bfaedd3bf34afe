package dev.skep.security.policy.read;

import dev.skep.bpf.symbol.NearNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lists of a policy, by name. */
final class Lists {
    private static final String PREFIX = "list:";

    private final Map<String, PolicyList> byName = new LinkedHashMap<>();

    Lists(List<PolicyList> lists) {
        for (PolicyList list : lists) {
            if (byName.putIfAbsent(list.name(), list) != null) {
                list.element().wrong("is a second list with the name '" + Element.shown(list.name()) + "'");
            }
        }
    }

    /** Whether a text names a list. */
    static boolean isName(String text) {
        return text.startsWith(PREFIX);
    }

    /** The list that a value names with {@code list:NAME}; nothing, and a problem, if there is none. */
    Optional<PolicyList> named(Element value) {
        String name = value.text().substring(PREFIX.length());
        PolicyList list = byName.get(name);
        if (list == null) {
            value.wrong("there is no list '" + Element.shown(name) + "'" + NearNames.hint(name, byName.keySet())
                    + (byName.isEmpty()
                            ? " (spec.lists has none)"
                            : " (lists: " + String.join(", ", byName.keySet()) + ")"));
        }
        return Optional.ofNullable(list);
    }
}
