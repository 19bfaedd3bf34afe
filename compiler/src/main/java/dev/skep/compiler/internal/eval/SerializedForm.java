package dev.skep.compiler.internal.eval;

import java.io.Serializable;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A lambda that was made outside the program. The JDK keeps no bytecode for the hidden class behind it; one that is serializable
 * tells by its {@link SerializedLambda} which method it calls with what.
 *
 * @param shape as if the program had made it
 * @param captured the values that it captured
 */
record SerializedForm(Shape.Lambda shape, List<Abstract> captured) {
    static Optional<SerializedForm> of(Object lambda) {
        if (!lambda.getClass().isHidden() || !(lambda instanceof Serializable)) return Optional.empty();
        try {
            Method method = lambda.getClass().getDeclaredMethod("writeReplace");
            method.setAccessible(true);
            if (!(method.invoke(lambda) instanceof SerializedLambda form)) return Optional.empty();
            return Optional.of(of(lambda.getClass(), form));
        } catch (ReflectiveOperationException | InaccessibleObjectException closed) {
            return Optional.empty();
        }
    }

    private static SerializedForm of(Class<?> hidden, SerializedLambda form) throws ClassNotFoundException {
        ClassLoader loader = hidden.getClassLoader();
        Class<?> owner = Class.forName(form.getImplClass().replace('/', '.'), false, loader);
        DirectMethodHandleDesc target = MethodHandleDesc.of(
                kind(form.getImplMethodKind(), owner.isInterface()),
                ClassDesc.ofInternalName(form.getImplClass()),
                form.getImplMethodName(),
                form.getImplMethodSignature());
        Class<?> type = Class.forName(form.getFunctionalInterfaceClass().replace('/', '.'), false, loader);
        Class<?> site = Class.forName(form.getCapturingClass().replace('/', '.'), false, loader);
        List<Abstract> captured = new ArrayList<>();
        for (int i = 0; i < form.getCapturedArgCount(); i++) captured.add(Known.of(form.getCapturedArg(i)));
        MethodTypeDesc called = MethodTypeDesc.ofDescriptor(form.getInstantiatedMethodType());
        return new SerializedForm(new Shape.Lambda(type, site, target, called), unboxed(captured, target));
    }

    /** Primitives were boxed to be captured; the target says which. */
    private static List<Abstract> unboxed(List<Abstract> captured, DirectMethodHandleDesc target) {
        MethodTypeDesc type = MethodTypeDesc.ofDescriptor(target.lookupDescriptor());
        int receivers = target.kind() == DirectMethodHandleDesc.Kind.STATIC
                        || target.kind() == DirectMethodHandleDesc.Kind.INTERFACE_STATIC
                        || target.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR
                ? 0
                : 1;
        List<Abstract> result = new ArrayList<>();
        for (int i = 0; i < captured.size(); i++) {
            boolean primitive =
                    i >= receivers && type.parameterType(i - receivers).isPrimitive();
            Object value = ((Known) captured.get(i)).value();
            result.add(Known.of(primitive ? ObjectOperations.onStack(value) : value));
        }
        return result;
    }

    private static DirectMethodHandleDesc.Kind kind(int reference, boolean isInterface) {
        return switch (reference) {
            case MethodHandleInfo.REF_invokeStatic ->
                isInterface ? DirectMethodHandleDesc.Kind.INTERFACE_STATIC : DirectMethodHandleDesc.Kind.STATIC;
            case MethodHandleInfo.REF_invokeSpecial ->
                isInterface ? DirectMethodHandleDesc.Kind.INTERFACE_SPECIAL : DirectMethodHandleDesc.Kind.SPECIAL;
            case MethodHandleInfo.REF_newInvokeSpecial -> DirectMethodHandleDesc.Kind.CONSTRUCTOR;
            case MethodHandleInfo.REF_invokeInterface -> DirectMethodHandleDesc.Kind.INTERFACE_VIRTUAL;
            default -> DirectMethodHandleDesc.Kind.VIRTUAL;
        };
    }
}
