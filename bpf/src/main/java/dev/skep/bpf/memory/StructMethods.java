package dev.skep.bpf.memory;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the abstract methods of a struct in the order of its class file.
 *
 * <p>Reflection does not keep that order, and its annotations need proxies; the class file has both at less cost.
 */
final class StructMethods {

    private static final String PACKAGE = "Ldev/skep/bpf/memory/";

    private final Map<String, StructMethod> methods = new LinkedHashMap<>();

    private StructMethods() {}

    /** Inherited methods first, each once, at its first place. */
    static List<StructMethod> of(Class<?> type) {
        var reader = new StructMethods();
        reader.add(type);
        return List.copyOf(reader.methods.values());
    }

    private void add(Class<?> type) {
        for (Class<?> parent : type.getInterfaces()) {
            add(parent);
        }
        for (MethodModel method : ClassFile.of().parse(classFile(type)).methods()) {
            if (method.flags().has(AccessFlag.ABSTRACT)) {
                StructMethod found = read(type, method);
                methods.putIfAbsent(found.name().concat(found.descriptor().descriptorString()), found);
            }
        }
    }

    private static byte[] classFile(Class<?> type) {
        String name = type.getName();
        String file = name.substring(name.lastIndexOf('.') + 1).concat(".class");
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalArgumentException(
                        "class file of " + name + " not found; its class loader must serve " + file + " as a resource");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalArgumentException("class file of " + name + " not readable: " + e.getMessage(), e);
        }
    }

    private static StructMethod read(Class<?> owner, MethodModel method) {
        int length = -1;
        int width = 0;
        boolean bigEndian = false;
        String atomicField = null;
        AtomicAccess atomic = null;
        var visible = method.findAttribute(Attributes.runtimeVisibleAnnotations());
        if (visible.isPresent()) {
            for (Annotation annotation : visible.get().annotations()) {
                switch (simpleName(annotation)) {
                    case "Length" -> length = value(annotation) instanceof AnnotationValue.OfInt n ? n.intValue() : -1;
                    case "U8" -> width = 1;
                    case "U16" -> width = 2;
                    case "U32" -> width = 4;
                    case "BigEndian" -> bigEndian = true;
                    case "AtomicAdd" -> {
                        atomicField = text(annotation);
                        atomic = AtomicAccess.ADD;
                    }
                    case "Atomic" -> {
                        atomicField = text(annotation);
                        atomic = value(annotation, "does") instanceof AnnotationValue.OfEnum e
                                ? AtomicAccess.valueOf(e.constantName().stringValue())
                                : null;
                    }
                    default -> {
                        // annotations of others mean nothing here
                    }
                }
            }
        }
        return new StructMethod(
                owner,
                method.methodName().stringValue(),
                method.methodTypeSymbol(),
                length,
                width,
                bigEndian,
                atomicField,
                atomic);
    }

    private static String simpleName(Annotation annotation) {
        String name = annotation.className().stringValue();
        return name.startsWith(PACKAGE) ? name.substring(PACKAGE.length(), name.length() - 1) : "";
    }

    private static @Nullable String text(Annotation annotation) {
        return value(annotation) instanceof AnnotationValue.OfString s ? s.stringValue() : null;
    }

    private static @Nullable AnnotationValue value(Annotation annotation) {
        return value(annotation, "value");
    }

    private static @Nullable AnnotationValue value(Annotation annotation, String name) {
        for (AnnotationElement element : annotation.elements()) {
            if (element.name().equalsString(name)) {
                return element.value();
            }
        }
        return null;
    }
}
