package dev.skep.security.policy.read;

import dev.skep.bpf.symbol.NearNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The macros of a policy: parts of selectors that selectors name. */
final class Macros {
    private final Map<String, Element> byName;
    private final Set<String> used = new HashSet<>();

    Macros(Map<String, Element> byName) {
        this.byName = byName;
    }

    /** The fields of a selector together with those of the macros that it names, of which none may come twice. */
    Fields expand(Fields selector) {
        Map<String, Element> all = new LinkedHashMap<>();
        for (String name : selector.names()) {
            all.put(name, selector.optional(name).orElseThrow());
        }
        Optional<Element> macros = Optional.ofNullable(all.remove("macros"));
        List<Element> names = new ArrayList<>(macros.map(Element::items).orElse(List.of()));
        for (Element name : names) {
            Element macro = byName.get(name.text());
            if (macro == null) {
                name.wrong("there is no macro '" + Element.shown(name.text()) + "' in spec.selectorsMacros"
                        + NearNames.hint(name.text(), byName.keySet()));
            } else {
                used.add(name.text());
                addTo(all, name, fields(macro));
            }
        }
        return selector.with(all);
    }

    private static void addTo(Map<String, Element> all, Element name, Fields macro) {
        for (String field : macro.names()) {
            if (all.putIfAbsent(field, macro.optional(field).orElseThrow()) != null) {
                name.wrong("macro '" + Element.shown(name.text()) + "' has the field '" + field
                        + "', which the selector has already; each may come once");
            }
        }
    }

    private static Fields fields(Element macro) {
        Fields fields = macro.fields(SelectorReader.FIELDS);
        fields.optional("macros").ifPresent(nested -> nested.wrong("a macro cannot name other macros"));
        return fields;
    }

    /** Says which macros no selector names, and checks at least their fields. */
    void checkUnused() {
        byName.forEach((name, macro) -> {
            if (!used.contains(name)) {
                fields(macro);
                macro.remark("is named by no selector");
            }
        });
    }
}
