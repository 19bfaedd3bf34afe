package dev.skep.compiler.internal.eval;

import dev.skep.bpf.memory.KernelStruct;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A class as its file has it: its methods by name and descriptor, and what stands before it. */
final class ReadClass {
    private final Class<?> owner;
    private final @Nullable ClassModel file;
    private final Map<String, List<ReadMethod>> methods = new HashMap<>();
    private final Map<String, List<Reached>> reached = new HashMap<>();
    private @Nullable List<WrittenAnnotation> annotations;
    private Shape.@Nullable Instance shape;
    private @Nullable Map<String, List<Method>> publicMethods;

    /** What a call on an object of the class reaches, null if that is nothing with bytecode. */
    private record Reached(String descriptor, @Nullable MethodCode code) {}

    ReadClass(Class<?> owner, @Nullable ClassModel file) {
        this.owner = owner;
        this.file = file;
        if (file == null) return;
        for (MethodModel method : file.methods()) {
            ReadMethod read = new ReadMethod(owner, file, method);
            methods.computeIfAbsent(read.name(), _ -> new ArrayList<>(1)).add(read);
        }
    }

    /** Whether there is a class file: the JVM keeps none of hidden classes, arrays and primitives. */
    boolean hasFile() {
        return file != null;
    }

    /** The method that the class itself declares, or null. */
    @Nullable
    ReadMethod method(String name, String descriptor) {
        List<ReadMethod> overloads = methods.get(name);
        if (overloads == null) return null;
        for (ReadMethod method : overloads) if (method.descriptor().equals(descriptor)) return method;
        return null;
    }

    /** The methods of this name that the class itself declares. */
    List<ReadMethod> methods(String name) {
        return methods.getOrDefault(name, List.of());
    }

    /** The annotations on the class. */
    List<WrittenAnnotation> annotations() {
        if (annotations == null) annotations = file == null ? List.of() : WrittenAnnotation.of(file);
        return annotations;
    }

    /** The kernel struct that the interface stands for by {@code @KernelStruct}, or null if it is one of Skep's own. */
    @Nullable
    String kernelStruct() {
        for (WrittenAnnotation annotation : annotations()) {
            if (annotation.is(KernelStruct.class)) return annotation.text("value");
        }
        return null;
    }

    /** What instances consist of: the fields of super classes first. */
    Shape.Instance shape() {
        Shape.Instance known = shape;
        if (known != null) return known;
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = owner; c != null && c != Object.class; c = c.getSuperclass()) {
            List<Field> own = new ArrayList<>();
            for (Field f : c.getDeclaredFields()) if (!Modifier.isStatic(f.getModifiers())) own.add(f);
            fields.addAll(0, own);
        }
        shape = new Shape.Instance(owner, List.copyOf(fields));
        return shape;
    }

    /** The public methods of this name as reflection has them, inherited ones too. */
    List<Method> publicMethods(String name) {
        Map<String, List<Method>> known = publicMethods;
        if (known == null) {
            known = new HashMap<>();
            for (Method method : owner.getMethods()) {
                known.computeIfAbsent(method.getName(), _ -> new ArrayList<>(1)).add(method);
            }
            publicMethods = known;
        }
        return known.getOrDefault(name, List.of());
    }

    /** What a call on an object of the class reaches, as {@code search} finds it the first time. */
    @Nullable
    MethodCode reached(String name, String descriptor, Supplier<@Nullable MethodCode> search) {
        List<Reached> overloads = reached.computeIfAbsent(name, _ -> new ArrayList<>(1));
        for (Reached known : overloads) if (known.descriptor().equals(descriptor)) return known.code();
        MethodCode found = search.get();
        overloads.add(new Reached(descriptor, found));
        return found;
    }
}
