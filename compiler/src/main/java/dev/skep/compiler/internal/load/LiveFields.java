package dev.skep.compiler.internal.load;

import dev.skep.compiler.internal.eval.DataSection.LiveField;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Views of .data: every method of the interface reads or writes the field of its name. */
final class LiveFields {
    private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
    private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
    private static final VarHandle SHORT = ValueLayout.JAVA_SHORT.varHandle();
    private static final VarHandle CHAR = ValueLayout.JAVA_CHAR.varHandle();

    private LiveFields() {}

    /** A view whose fields are found by {@code fields}. */
    static <V> V of(Class<V> view, Function<String, LiveField> fields) {
        for (Method method : view.getMethods()) check(method, fields.apply(method.getName()));
        Object proxy =
                Proxy.newProxyInstance(view.getClassLoader(), new Class<?>[] {view}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) return ofObject(self, view, method, arguments);
                    return access(
                            method, fields.apply(method.getName()), arguments == null ? new Object[0] : arguments);
                });
        return view.cast(proxy);
    }

    private static void check(Method method, LiveField field) {
        Class<?> type = field.type().isArray() ? field.type().getComponentType() : field.type();
        Class<?>[] parameters = method.getParameterTypes();
        int indices = field.type().isArray() ? 1 : 0;
        boolean indexed = indices == 0 || (parameters.length > 0 && parameters[0] == int.class);
        boolean reads = parameters.length == indices && method.getReturnType() == type;
        boolean writes =
                parameters.length == indices + 1 && parameters[indices] == type && method.getReturnType() == void.class;
        if (indexed && (reads || writes)) return;
        throw new IllegalArgumentException(
                method + " does not read or write the field " + field.type().getSimpleName() + " " + method.getName());
    }

    @SuppressWarnings("ReferenceEquality") // a view is equal to itself alone
    private static Object ofObject(Object self, Class<?> view, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "equals" -> arguments != null && self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "fields of " + view.getSimpleName();
        };
    }

    private static @Nullable Object access(Method method, LiveField field, Object[] arguments) {
        Class<?> type = field.type().isArray() ? field.type().getComponentType() : field.type();
        long at = field.offset();
        if (field.type().isArray()) {
            at += (long) java.util.Objects.checkIndex((Integer) arguments[0], field.length()) * field.elementBytes();
        }
        if (method.getReturnType() != void.class) return read(field.memory(), at, type);
        write(field.memory(), at, type, arguments[arguments.length - 1]);
        return null;
    }

    private static Object read(MemorySegment memory, long at, Class<?> type) {
        if (type == long.class) return (long) LONG.getVolatile(memory, at);
        if (type == int.class) return (int) INT.getVolatile(memory, at);
        if (type == short.class) return (short) SHORT.getVolatile(memory, at);
        if (type == char.class) return (char) CHAR.getVolatile(memory, at);
        if (type == byte.class) return memory.get(ValueLayout.JAVA_BYTE, at);
        if (type == boolean.class) return memory.get(ValueLayout.JAVA_BYTE, at) != 0;
        return type.getEnumConstants()[(int) INT.getVolatile(memory, at)];
    }

    @SuppressWarnings("EnumOrdinal") // .data lives no longer than this process, whose enum does not change
    private static void write(MemorySegment memory, long at, Class<?> type, Object value) {
        if (type == long.class) LONG.setVolatile(memory, at, (long) value);
        else if (type == int.class) INT.setVolatile(memory, at, (int) value);
        else if (type == short.class) SHORT.setVolatile(memory, at, (short) value);
        else if (type == char.class) CHAR.setVolatile(memory, at, (char) value);
        else if (type == byte.class) memory.set(ValueLayout.JAVA_BYTE, at, (byte) value);
        else if (type == boolean.class) memory.set(ValueLayout.JAVA_BYTE, at, (byte) ((boolean) value ? 1 : 0));
        else INT.setVolatile(memory, at, ((Enum<?>) value).ordinal());
    }
}
