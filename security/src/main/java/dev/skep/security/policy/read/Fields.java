package dev.skep.security.policy.read;

import dev.skep.bpf.symbol.NearNames;
import dev.skep.security.policy.model.Place;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The fields of a mapping. What is null is as if it was not there. */
final class Fields {
    private final Element owner;
    private final Map<String, Element> values;

    private Fields(Element owner, Map<String, Element> values) {
        this.owner = owner;
        this.values = values;
    }

    /** Reads them; those that are not allowed become problems. */
    static Fields of(Element owner, List<String> allowed) {
        Map<String, Element> values = named(owner);
        for (Iterator<Map.Entry<String, Element>> all = values.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, Element> field = all.next();
            boolean known = allowed.contains(field.getKey());
            if (!known) {
                owner.problems().add(key(owner, field.getKey()), owner.path(), unknown(field.getKey(), allowed));
            }
            if (!known || field.getValue().isNothing()) {
                all.remove();
            }
        }
        return new Fields(owner, values);
    }

    /** Others of the same mapping. */
    Fields with(Map<String, Element> others) {
        return new Fields(owner, others);
    }

    /** All of a mapping, whatever their names are. */
    static Map<String, Element> named(Element owner) {
        Map<String, Element> values = new LinkedHashMap<>();
        if (!(owner.node() instanceof MappingNode mapping)) {
            owner.wrong("has to be a mapping of fields to values" + owner.butIs());
            return values;
        }
        String prefix = owner.path().isEmpty() ? "" : owner.path() + ".";
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                owner.within(tuple.getKeyNode(), owner.path()).wrong("has a field whose name is no text");
                continue;
            }
            String name = key.getValue();
            Element value = owner.within(tuple.getValueNode(), prefix + Element.shown(name));
            if (values.putIfAbsent(name, value) != null) {
                owner.problems()
                        .add(
                                place(owner, key),
                                owner.path(),
                                "has the field '" + Element.shown(name) + "' twice; the first is in line "
                                        + place(owner, firstKey(mapping, name)).line());
            }
        }
        return values;
    }

    private static Node firstKey(MappingNode mapping, String name) {
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
                return key;
            }
        }
        return mapping;
    }

    private static Place key(Element owner, String name) {
        return place(owner, firstKey((MappingNode) owner.node(), name));
    }

    private static Place place(Element owner, Node node) {
        return Documents.place(owner.place().file(), node);
    }

    private static String unknown(String name, List<String> allowed) {
        return "has no field '" + Element.shown(name) + "'" + NearNames.hint(name, allowed) + " (allowed: "
                + String.join(", ", allowed) + ")";
    }

    /** The names of those that are there. */
    Set<String> names() {
        return values.keySet();
    }

    Element owner() {
        return owner;
    }

    Optional<Element> optional(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A field that has to be there. */
    Optional<Element> required(String name) {
        Optional<Element> value = optional(name);
        if (value.isEmpty() && owner.isMapping()) {
            owner.wrong("needs the field '" + name + "'");
        }
        return value;
    }

    /** A field's text; empty if it is not there. */
    String text(String name) {
        return optional(name).map(Element::text).orElse("");
    }

    /** A field's text, or nothing if it is not there or empty. */
    Optional<String> filled(String name) {
        return optional(name).map(Element::text).filter(text -> !text.isEmpty());
    }

    /** The text of a field that has to be there, and not to be empty. */
    String name(String name) {
        return required(name).map(Element::name).orElse("");
    }

    /** A field's truth value; false if it is not there. */
    boolean flag(String name) {
        return optional(name).map(Element::flag).orElse(false);
    }

    /** A field's items, each read; none if it is not there. */
    <T> List<T> list(String name, Function<Element, T> read) {
        Element list = values.get(name);
        if (list == null) {
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (Element item : list.items()) {
            items.add(read.apply(item));
        }
        return List.copyOf(items);
    }
}
