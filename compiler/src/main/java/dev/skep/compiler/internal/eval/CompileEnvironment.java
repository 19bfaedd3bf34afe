package dev.skep.compiler.internal.eval;

import dev.skep.bpf.btf.Btf;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What all programs of one load share: class files, the kernel's types, global data, intrinsics. */
public final class CompileEnvironment {
    private final ClassLibrary classes;
    private final Supplier<Btf> kernelTypes;
    private final IntrinsicTable intrinsics;
    private final Intrinsic structAccess;
    private final DataSection data = new DataSection();
    private final ConstantSection constants = new ConstantSection();
    private final KernelModules modules = new KernelModules();
    private String license = "Dual BSD/GPL";
    private @Nullable Btf askedTypes;
    private int peculiarities;

    /**
     * An environment for one load.
     *
     * @param classes what is known of classes; nothing else may use it meanwhile
     * @param kernelTypes the running kernel's BTF, asked for only when a program needs it
     * @param intrinsics the methods that are compiled specially
     * @param structAccess compiles the field methods of struct interfaces
     */
    public CompileEnvironment(
            ClassLibrary classes, Supplier<Btf> kernelTypes, IntrinsicTable intrinsics, Intrinsic structAccess) {
        this.classes = classes;
        this.kernelTypes = kernelTypes;
        this.intrinsics = intrinsics;
        this.structAccess = structAccess;
    }

    ClassLibrary classes() {
        return classes;
    }

    /** Why a class file that was read is not one that the JVM would load; empty if there is none such. Takes long. */
    public Optional<Refusal> damagedClassFile() {
        return classes.damaged();
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
        Btf types = askedTypes;
        if (types == null) {
            types = kernelTypes.get();
            askedTypes = types;
        }
        return types;
    }

    /** The kernel's types if a program has asked for them already. */
    @Nullable
    Btf askedTypes() {
        return askedTypes;
    }

    /** The types that {@code part} of a program asks for; null if it asks for none. */
    @Nullable
    Btf askedTypes(Runnable part) {
        Btf before = askedTypes;
        askedTypes = null;
        part.run();
        Btf asked = askedTypes;
        if (asked == null) askedTypes = before;
        return asked;
    }

    /** The functions that other programs had, and that are the same in all. */
    public KnownFunctions functions() {
        return classes.functions();
    }

    /** Says that what is being evaluated depends on the program or its hook, or on something that may change until the next one. */
    public void peculiar() {
        peculiarities++;
    }

    /** How often {@link #peculiar} was said. */
    int peculiarities() {
        return peculiarities;
    }

    /** The kernel's modules. */
    public KernelModules modules() {
        return modules;
    }

    /** The fields that are not final. */
    public DataSection data() {
        peculiar();
        return data;
    }

    /** Constant bytes. */
    public ConstantSection constants() {
        peculiar();
        return constants;
    }

    /** The class that a descriptor names as seen by a class loader. */
    Class<?> classOf(@Nullable ClassLoader loader, ClassDesc type) {
        return classes.classOf(loader, type);
    }

    /** The method that a call on an object of class {@code start} reaches, if it has bytecode. */
    @Nullable
    MethodCode method(Class<?> start, String name, MethodTypeDesc type) {
        return classes.method(start, name, type);
    }

    /** The Java code that runs in place of a JDK method, or null. */
    @Nullable
    MethodCode replacement(Class<?> owner, String name, MethodTypeDesc type, boolean isStatic) {
        return classes.replacement(owner, name, type, isStatic);
    }

    /** The code of a record's equals, hashCode or toString. */
    MethodCode recordMethod(Class<?> type, String name) {
        return classes.recordMethod(type, name);
    }

    /** The annotations of a method; none where there is no class file. */
    public List<WrittenAnnotation> annotations(Class<?> owner, String name, MethodTypeDesc type) {
        return classes.annotations(owner, name, type);
    }

    /** The annotation of this kind on a class, or null. */
    public @Nullable WrittenAnnotation annotation(Class<?> type, Class<?> kind) {
        for (WrittenAnnotation annotation : classes.of(type).annotations()) {
            if (annotation.is(kind)) return annotation;
        }
        return null;
    }

    /** The kernel struct that an interface stands for by {@code @KernelStruct}, or null if it is one of Skep's own. */
    public @Nullable String kernelStruct(Class<?> type) {
        return classes.of(type).kernelStruct();
    }
}
