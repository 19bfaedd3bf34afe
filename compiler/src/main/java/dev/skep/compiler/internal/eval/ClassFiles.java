package dev.skep.compiler.internal.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds and parses the class files of loaded classes. */
final class ClassFiles {
    private final Set<Class<?>> asked = new LinkedHashSet<>();

    /** The parsed class file, or null where the JVM keeps none: hidden classes, arrays, primitives. */
    @Nullable
    ClassModel of(Class<?> type) {
        if (type.isHidden() || type.isArray() || type.isPrimitive()) return null;
        asked.add(type);
        byte[] bytes = bytes(type);
        return bytes == null ? null : ClassFile.of().parse(bytes);
    }

    private static byte @Nullable [] bytes(Class<?> type) {
        String name = type.getName();
        String resource = name.substring(name.lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(resource)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("read the class file of " + name, e);
        }
    }

    /**
     * What is wrong with the first of the class files that were read and that the JVM would not load; empty if it would load them all.
     * Takes long: for programs that the compiler could not follow. The JVM has verified what it loaded, but not what is read here: a jar
     * may have been replaced since.
     */
    Optional<Refusal> damaged() {
        for (Class<?> type : asked) {
            byte[] bytes = type.getClassLoader() == null ? null : bytes(type);
            Optional<String> wrong = bytes == null ? Optional.empty() : wrong(type.getClassLoader(), bytes);
            if (wrong.isPresent()) {
                String reason = "the class file of " + type.getName() + " is damaged: " + wrong.get();
                return Optional.of(new Refusal(reason, "compile it anew with javac, and start again"));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> wrong(ClassLoader loader, byte[] bytes) {
        ClassHierarchyResolver known =
                ClassHierarchyResolver.ofClassLoading(loader).orElse(ClassHierarchyResolver.defaultResolver());
        try {
            return ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(known)).verify(bytes).stream()
                    .findFirst()
                    .map(error -> oneLine(error.getMessage()));
        } catch (RuntimeException unreadable) {
            // The JDK's reader and verifier meet all kinds of nonsense with all kinds of exceptions.
            return Optional.of(oneLine(unreadable.getMessage()));
        }
    }

    private static String oneLine(@Nullable String message) {
        return message == null
                ? "it cannot be read"
                : message.lines().findFirst().orElse("it cannot be read");
    }
}
