package dev.skep.security.policy.read;

import dev.skep.bpf.symbol.NearNames;
import dev.skep.security.policy.model.Place;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a file, with its place and the name of the field that has it. What is not of the form that is asked for becomes a problem, and
 * something harmless is answered.
 */
final class Element {
    private static final int MOST_SHOWN = 60;

    private final Node node;
    private final Place place;
    private final String path;
    private final Problems problems;

    Element(Node node, String path, String file, Problems problems) {
        this(node, Documents.place(file, node), path, problems);
    }

    private Element(Node node, Place place, String path, Problems problems) {
        this.node = node;
        this.place = place;
        this.path = path;
        this.problems = problems;
    }

    /** A text that was read before. */
    static Element ofText(String text, Place place, Problems problems) {
        return new Element(new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED), place, "", problems);
    }

    Place place() {
        return place;
    }

    /** The field, such as {@code spec.kprobes[0].call}. */
    String path() {
        return path;
    }

    Problems problems() {
        return problems;
    }

    /** Says that the value is wrong. */
    void wrong(String message) {
        problems.add(place, path, message);
    }

    /** Says that the value does nothing. */
    void remark(String message) {
        problems.remark(place, path, message);
    }

    /** Whether it is null, which is as if it was not there. */
    boolean isNothing() {
        return node.getTag().equals(Tag.NULL);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    /** Its text as it stands; numbers and truth values are text too, as in Kubernetes' own reader. */
    String text() {
        if (node instanceof ScalarNode scalar && !isNothing()) {
            return scalar.getValue();
        }
        wrong("has to be text" + butIs());
        return "";
    }

    /** Its text, which may not be empty. */
    String name() {
        int before = problems.count();
        String text = text();
        if (text.isEmpty() && problems.count() == before) {
            wrong("is empty");
        }
        return text;
    }

    /** A truth value, in the words of YAML 1.1 and 1.2. */
    boolean flag() {
        Optional<Boolean> flag = node instanceof ScalarNode scalar ? truth(scalar.getValue()) : Optional.empty();
        if (flag.isEmpty()) {
            wrong("has to be true or false" + butIs());
        }
        return flag.orElse(false);
    }

    private static Optional<Boolean> truth(String text) {
        return switch (text) {
            case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON" -> Optional.of(true);
            case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    /** A number between two others, both included. */
    long number(BigInteger least, BigInteger most) {
        if (node instanceof ScalarNode scalar && !isNothing()) {
            Optional<BigInteger> number = NumberText.parse(scalar.getValue());
            if (number.isPresent() && NumberText.isBetween(number.get(), least, most)) {
                return number.get().longValue();
            }
        }
        wrong("has to be a number from " + least + " to " + most + butIs());
        return 0;
    }

    long unsigned32() {
        return number(BigInteger.ZERO, NumberText.MOST_UNSIGNED_32);
    }

    List<Element> items() {
        if (node instanceof SequenceNode sequence) {
            List<Element> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(within(item, path + "[" + items.size() + "]"));
            }
            return items;
        }
        wrong("has to be a list" + butIs());
        return List.of();
    }

    /** Its items, of which there has to be one. */
    List<Element> someItems() {
        int before = problems.count();
        List<Element> items = items();
        if (items.isEmpty() && problems.count() == before) {
            wrong("is an empty list; give at least one");
        }
        return items;
    }

    /** Its fields, of which only these are allowed. */
    Fields fields(String... allowed) {
        return Fields.of(this, List.of(allowed));
    }

    /** One of an enum's values, by its name. */
    <E> Optional<E> choice(E[] values, Function<E, String> name) {
        int before = problems.count();
        String text = text();
        for (E value : values) {
            if (name.apply(value).equals(text)) {
                return Optional.of(value);
            }
        }
        if (problems.count() == before) {
            List<String> names = Arrays.stream(values).map(name).toList();
            wrong("'" + shown(text) + "' is not allowed" + NearNames.hint(text, names) + " (allowed: "
                    + String.join(", ", names) + ")");
        }
        return Optional.empty();
    }

    /** The node, for who knows its form. */
    Node node() {
        return node;
    }

    /** A node within it. */
    Element within(Node inner, String innerPath) {
        return new Element(inner, innerPath, place.file(), problems);
    }

    /** What it is instead, for a message. */
    String butIs() {
        return switch (node) {
            case MappingNode ignored -> ", is a mapping";
            case SequenceNode ignored -> ", is a list";
            case ScalarNode scalar -> isNothing() ? ", is nothing" : ", is '" + shown(scalar.getValue()) + "'";
            default -> "";
        };
    }

    /** A text for a message: short, and without what a terminal would obey. */
    static String shown(String text) {
        String start = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        if (isPlain(start)) {
            return start;
        }
        return start.codePoints()
                .mapToObj(c -> Character.isISOControl(c) ? String.format("\\x%02x", c) : Character.toString(c))
                .collect(Collectors.joining());
    }

    /** As nearly every text is: every name of a field is asked. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
