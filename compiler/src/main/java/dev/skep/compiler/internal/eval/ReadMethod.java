package dev.skep.compiler.internal.eval;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method as its class file has it; its code is read when it is asked for. */
final class ReadMethod {
    private final Class<?> owner;
    private final ClassModel file;
    private final MethodModel method;
    private final String name;
    private final String descriptor;
    private @Nullable List<WrittenAnnotation> annotations;
    private @Nullable MethodCode code;

    ReadMethod(Class<?> owner, ClassModel file, MethodModel method) {
        this.owner = owner;
        this.file = file;
        this.method = method;
        this.name = method.methodName().stringValue();
        this.descriptor = method.methodType().stringValue();
    }

    String name() {
        return name;
    }

    String descriptor() {
        return descriptor;
    }

    MethodTypeDesc type() {
        return method.methodTypeSymbol();
    }

    boolean isPrivate() {
        return (method.flags().flagsMask() & ClassFile.ACC_PRIVATE) != 0;
    }

    boolean isAbstract() {
        return method.code().isEmpty();
    }

    List<WrittenAnnotation> annotations() {
        if (annotations == null) annotations = WrittenAnnotation.of(method);
        return annotations;
    }

    /** The bytecode, or null where there is none. */
    @Nullable
    MethodCode code() {
        if (code != null) return code;
        CodeModel model = method.code().orElse(null);
        if (model == null) return null;
        try {
            code = new MethodCode(owner, file, method, model);
        } catch (IllegalArgumentException e) {
            // The JDK's reader also fails at a table switch up to Integer.MAX_VALUE.
            throw new Refusal(
                    "the bytecode of " + owner.getName() + "." + name + " cannot be read: " + e.getMessage(),
                    "compile it anew with javac");
        }
        return code;
    }
}
