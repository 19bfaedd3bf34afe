package dev.skep.compiler.internal.eval;

import dev.skep.bpf.btf.Btf;
import dev.skep.bpf.memory.KernelStruct;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all programs of one load share: class files, the kernel's types, global data, intrinsics. */
public final class CompileEnvironment {
    private final ClassFiles classFiles = new ClassFiles();
    private final Map<String, Optional<MethodCode>> methods = new HashMap<>();
    private final Map<Object, Map<String, Class<?>>> classes = new HashMap<>();
    private final Map<Class<?>, Optional<String>> kernelStructs = new HashMap<>();
    private final Supplier<Btf> kernelTypes;
    private final IntrinsicTable intrinsics;
    private final Intrinsic structAccess;
    private final Replacements replacements = new Replacements(this);
    private final RecordMethods recordMethods = new RecordMethods();
    private final DataSection data = new DataSection();
    private final ConstantSection constants = new ConstantSection();
    private final KernelModules modules = new KernelModules();
    private String license = "Dual BSD/GPL";

    /**
     * An environment for one load.
     *
     * @param kernelTypes the running kernel's BTF, asked for only when a program needs it
     * @param intrinsics the methods that are compiled specially
     * @param structAccess compiles the field methods of struct interfaces
     */
    public CompileEnvironment(Supplier<Btf> kernelTypes, IntrinsicTable intrinsics, Intrinsic structAccess) {
        this.kernelTypes = kernelTypes;
        this.intrinsics = intrinsics;
        this.structAccess = structAccess;
    }

    ClassFiles classFiles() {
        return classFiles;
    }

    /** Why a class file that was read is not one that the JVM would load; empty if there is none such. Takes long. */
    public Optional<Refusal> damagedClassFile() {
        return classFiles.damaged();
    }

    IntrinsicTable intrinsics() {
        return intrinsics;
    }

    Intrinsic structAccess() {
        return structAccess;
    }

    /** What the programs tell the kernel of their licence. */
    public String license() {
        return license;
    }

    /** Sets what the programs tell the kernel of their licence. */
    public void license(String text) {
        license = text;
    }

    /** The kernel's types. */
    public Btf kernelTypes() {
        return kernelTypes.get();
    }

    /** The kernel's modules. */
    public KernelModules modules() {
        return modules;
    }

    /** The fields that are not final. */
    public DataSection data() {
        return data;
    }

    /** Constant bytes. */
    public ConstantSection constants() {
        return constants;
    }

    /** The class that a descriptor names as seen by a class loader. */
    Class<?> classOf(@Nullable ClassLoader loader, ClassDesc type) {
        String descriptor = type.descriptorString();
        if (type.isPrimitive()) return primitive(descriptor.charAt(0));
        Map<String, Class<?>> known = classes.computeIfAbsent(loader == null ? "" : loader, l -> new HashMap<>());
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
        String key = start.getName() + "." + name + type.descriptorString();
        Optional<MethodCode> known = methods.get(key);
        if (known == null) {
            known = Optional.ofNullable(search(start, name, type));
            methods.put(key, known);
        }
        return known.orElse(null);
    }

    private @Nullable MethodCode search(Class<?> start, String name, MethodTypeDesc type) {
        for (Class<?> c = start; c != null; c = c.getSuperclass()) {
            MethodCode code = declared(c, name, type);
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

    /** Whether {@code owner} itself declares the method as private, so that no other class's can be meant. */
    boolean isPrivate(Class<?> owner, String name, MethodTypeDesc type) {
        MethodModel method = model(owner, name, type);
        return method != null && method.flags().has(AccessFlag.PRIVATE);
    }

    private @Nullable MethodCode declared(Class<?> owner, String name, MethodTypeDesc type) {
        MethodModel method = model(owner, name, type);
        ClassModel file = classFiles.of(owner);
        if (method == null || file == null || method.code().isEmpty()) return null;
        try {
            return new MethodCode(owner, file, method, method.code().get());
        } catch (IllegalArgumentException e) {
            // The JDK's reader also fails at a table switch up to Integer.MAX_VALUE.
            throw new Refusal(
                    "the bytecode of " + owner.getName() + "." + name + " cannot be read: " + e.getMessage(),
                    "compile it anew with javac");
        }
    }

    private @Nullable MethodModel model(Class<?> owner, String name, MethodTypeDesc type) {
        ClassModel file = classFiles.of(owner);
        if (file == null) return null;
        for (MethodModel method : file.methods()) {
            if (method.methodName().equalsString(name) && method.methodType().equalsString(type.descriptorString()))
                return method;
        }
        return null;
    }

    /** The annotations of a method; none where there is no class file. */
    public List<WrittenAnnotation> annotations(Class<?> owner, String name, MethodTypeDesc type) {
        MethodModel method = model(owner, name, type);
        return method == null ? List.of() : WrittenAnnotation.of(method);
    }

    /** The annotation of this kind on a class, or null. */
    public @Nullable WrittenAnnotation annotation(Class<?> type, Class<?> kind) {
        ClassModel file = classFiles.of(type);
        if (file == null) return null;
        for (WrittenAnnotation annotation : WrittenAnnotation.of(file)) if (annotation.is(kind)) return annotation;
        return null;
    }

    /** The kernel struct that an interface stands for by {@code @KernelStruct}, or null if it is one of Skep's own. */
    public @Nullable String kernelStruct(Class<?> type) {
        Optional<String> known = kernelStructs.get(type);
        if (known == null) {
            WrittenAnnotation written = annotation(type, KernelStruct.class);
            known = Optional.ofNullable(written == null ? null : written.text("value"));
            kernelStructs.put(type, known);
        }
        return known.orElse(null);
    }

    /** Whether {@code owner} or an interface above it declares the method without a body and none below it gives one. */
    boolean isAbstract(Class<?> owner, String name, MethodTypeDesc type) {
        MethodModel method = model(owner, name, type);
        if (method != null) return method.code().isEmpty();
        for (Class<?> i : owner.getInterfaces()) if (isAbstract(i, name, type)) return true;
        return false;
    }
}
