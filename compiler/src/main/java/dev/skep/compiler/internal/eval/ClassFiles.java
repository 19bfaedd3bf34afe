package dev.skep.compiler.internal.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and parses the class files of loaded classes, each once. */
final class ClassFiles {
    private final Map<Class<?>, ClassModel> parsed = new HashMap<>();

    /** The parsed class file, or null where the JVM keeps none: hidden classes, arrays, primitives. */
    @Nullable
    ClassModel of(Class<?> type) {
        ClassModel known = parsed.get(type);
        if (known != null) return known;
        if (type.isHidden() || type.isArray() || type.isPrimitive()) return null;
        String name = type.getName();
        String resource = name.substring(name.lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(resource)) {
            if (in == null) return null;
            ClassModel model = ClassFile.of().parse(in.readAllBytes());
            parsed.put(type, model);
            return model;
        } catch (IOException e) {
            throw new UncheckedIOException("read the class file of " + name, e);
        }
    }
}
