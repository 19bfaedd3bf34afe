package dev.skep.compiler.internal.eval;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DynamicConstantDesc;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Enum constants as labels of a pattern switch: dynamic constants that name the enum's class and the constant. */
final class EnumLabels {
    private EnumLabels() {}

    /** Whether {@code label} stands for {@code constant}. */
    static boolean names(DynamicConstantDesc<?> label, Enum<?> constant, Function<ClassDesc, Class<?>> classes) {
        List<ConstantDesc> arguments = label.bootstrapArgsList();
        String name = null;
        ClassDesc type = null;
        if (label instanceof Enum.EnumDesc<?> of) {
            name = of.constantName();
            type = of.constantType();
        }
        for (ConstantDesc argument : arguments) {
            if (argument instanceof String s) name = s;
            if (argument instanceof ClassDesc c) type = c;
            if (argument instanceof DynamicConstantDesc<?> inner) type = classOf(inner, type);
        }
        if (!constant.name().equals(name)) return false;
        return type == null || classes.apply(type) == constant.getDeclaringClass();
    }

    private static @Nullable ClassDesc classOf(DynamicConstantDesc<?> described, @Nullable ClassDesc otherwise) {
        for (ConstantDesc argument : described.bootstrapArgsList()) {
            if (argument instanceof String binaryName) return ClassDesc.of(binaryName.replace('/', '.'));
        }
        return otherwise;
    }
}
