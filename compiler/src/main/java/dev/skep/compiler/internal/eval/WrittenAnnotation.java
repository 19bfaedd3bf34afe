package dev.skep.compiler.internal.eval;

import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An annotation as the class file has it. Read from there and not by reflection, which generates a class for each kind of annotation:
 * milliseconds at the start of a short command.
 *
 * @param type binary name of the annotation
 * @param elements what was written; defaults are not among them
 */
public record WrittenAnnotation(String type, Map<String, AnnotationValue> elements) {
    /** Copies. */
    public WrittenAnnotation {
        elements = Map.copyOf(elements);
    }

    static List<WrittenAnnotation> of(AttributedElement element) {
        List<WrittenAnnotation> result = new ArrayList<>();
        element.findAttribute(Attributes.runtimeVisibleAnnotations())
                .ifPresent(attribute -> attribute.annotations().forEach(annotation -> {
                    Map<String, AnnotationValue> elements = new HashMap<>();
                    for (AnnotationElement e : annotation.elements())
                        elements.put(e.name().stringValue(), e.value());
                    String descriptor = annotation.className().stringValue();
                    String type =
                            descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
                    result.add(new WrittenAnnotation(type, elements));
                }));
        return result;
    }

    /** Whether it is one of {@code annotation}. */
    public boolean is(Class<?> annotation) {
        return type.equals(annotation.getName());
    }

    /** A text, empty where it was not written. */
    public String text(String name) {
        return elements.get(name) instanceof AnnotationValue.OfString s ? s.stringValue() : "";
    }

    /** Texts; one where a single one was written without braces. */
    public List<String> texts(String name) {
        if (!(elements.get(name) instanceof AnnotationValue.OfArray array)) return List.of(text(name));
        List<String> result = new ArrayList<>();
        for (AnnotationValue value : array.values()) {
            if (value instanceof AnnotationValue.OfString s) result.add(s.stringValue());
        }
        return result;
    }

    /** Whether it was written as true. */
    public boolean flag(String name) {
        return elements.get(name) instanceof AnnotationValue.OfBoolean b && b.booleanValue();
    }

    /** Constants of an enum; none where it was not written. */
    public <E extends Enum<E>> Set<E> constants(String name, Class<E> type) {
        Set<E> result = EnumSet.noneOf(type);
        if (elements.get(name) instanceof AnnotationValue.OfArray array) {
            for (AnnotationValue value : array.values()) add(value, result, type);
        } else {
            add(elements.get(name), result, type);
        }
        return result;
    }

    private static <E extends Enum<E>> void add(@Nullable AnnotationValue value, Set<E> to, Class<E> type) {
        if (value instanceof AnnotationValue.OfEnum e) {
            to.add(Enum.valueOf(type, e.constantName().stringValue()));
        }
    }

    /** A constant of an enum, {@code otherwise} where none was written. */
    public <E extends Enum<E>> E constant(String name, E otherwise) {
        return elements.get(name) instanceof AnnotationValue.OfEnum e
                ? Enum.valueOf(otherwise.getDeclaringClass(), e.constantName().stringValue())
                : otherwise;
    }

    /** A long number, 0 where it was not written. */
    public long longNumber(String name) {
        return elements.get(name) instanceof AnnotationValue.OfLong l ? l.longValue() : 0;
    }

    /** A number, 0 where it was not written. */
    public int number(String name) {
        return elements.get(name) instanceof AnnotationValue.OfInt i ? i.intValue() : 0;
    }
}
