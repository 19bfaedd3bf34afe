package dev.skep.compiler.internal.eval;

import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is read of classes: their files, the code of their methods, what stands before them. Nothing of it depends on the program that is
 * compiled, so that programs may share a library, one after the other. Not safe for several threads.
 */
public final class ClassLibrary {
    private final ClassFiles files = new ClassFiles();
    private final Map<Class<?>, ReadClass> read = new HashMap<>();
    private final Map<Object, Map<String, Class<?>>> named = new HashMap<>();
    private final Replacements replacements = new Replacements(this);
    private final RecordMethods recordMethods = new RecordMethods();
    private final KnownFunctions functions = new KnownFunctions();

    /** A library that has read nothing yet. */
    public ClassLibrary() {}

    /** How many classes were read. */
    public int size() {
        return read.size();
    }

    /** Why a class file that was read is not one that the JVM would load; empty if there is none such. Takes long. */
    Optional<Refusal> damaged() {
        return files.damaged();
    }

    /** What became of those methods that become the same functions in all programs. */
    KnownFunctions functions() {
        return functions;
    }

    ReadClass of(Class<?> type) {
        ReadClass known = read.get(type);
        if (known == null) {
            known = new ReadClass(type, files.of(type));
            read.put(type, known);
        }
        return known;
    }

    /** The class that a descriptor names as seen by a class loader. */
    Class<?> classOf(@Nullable ClassLoader loader, ClassDesc type) {
        String descriptor = type.descriptorString();
        if (type.isPrimitive()) return primitive(descriptor.charAt(0));
        Map<String, Class<?>> known = named.computeIfAbsent(loader == null ? "" : loader, _ -> new HashMap<>());
        Class<?> found = known.get(descriptor);
        if (found == null) {
            found = load(loader, descriptor);
            known.put(descriptor, found);
        }
        return found;
    }

    private static Class<?> load(@Nullable ClassLoader loader, String descriptor) {
        String name = descriptor.charAt(0) == '['
                ? descriptor.replace('/', '.')
                : descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new Refusal("class " + name + " is not on the class path", "add the library that has it");
        }
    }

    private static Class<?> primitive(char descriptor) {
        return switch (descriptor) {
            case 'Z' -> boolean.class;
            case 'B' -> byte.class;
            case 'C' -> char.class;
            case 'S' -> short.class;
            case 'I' -> int.class;
            case 'J' -> long.class;
            case 'F' -> float.class;
            case 'D' -> double.class;
            default -> void.class;
        };
    }

    /** The method that a call on an object of class {@code start} reaches, if it has bytecode. */
    @Nullable
    MethodCode method(Class<?> start, String name, MethodTypeDesc type) {
        String descriptor = type.descriptorString();
        return of(start).reached(name, descriptor, () -> search(start, name, descriptor, type));
    }

    private @Nullable MethodCode search(Class<?> start, String name, String descriptor, MethodTypeDesc type) {
        for (Class<?> c = start; c != null; c = c.getSuperclass()) {
            ReadMethod declared = of(c).method(name, descriptor);
            MethodCode code = declared == null ? null : declared.code();
            if (code != null) return code;
        }
        MethodCode best = null;
        for (Class<?> c = start; c != null; c = c.getSuperclass()) {
            for (Class<?> i : c.getInterfaces()) {
                MethodCode code = method(i, name, type);
                boolean moreSpecific =
                        code != null && (best == null || best.owner().isAssignableFrom(code.owner()));
                if (moreSpecific) best = code;
            }
        }
        return best;
    }

    /** The Java code that runs in place of a JDK method, or null. */
    @Nullable
    MethodCode replacement(Class<?> owner, String name, MethodTypeDesc type, boolean isStatic) {
        return replacements.find(owner, name, type, isStatic);
    }

    /** The code of a record's equals, hashCode or toString. */
    MethodCode recordMethod(Class<?> type, String name) {
        return recordMethods.of(type, name);
    }

    /** The annotations of a method; none where there is no class file. */
    public List<WrittenAnnotation> annotations(Class<?> owner, String name, MethodTypeDesc type) {
        ReadMethod method = of(owner).method(name, type.descriptorString());
        return method == null ? List.of() : method.annotations();
    }

    /** Whether {@code owner} or an interface above it declares the method without a body and none below it gives one. */
    boolean isAbstract(Class<?> owner, String name, MethodTypeDesc type) {
        ReadMethod method = of(owner).method(name, type.descriptorString());
        if (method != null) return method.isAbstract();
        for (Class<?> i : owner.getInterfaces()) if (isAbstract(i, name, type)) return true;
        return false;
    }
}
