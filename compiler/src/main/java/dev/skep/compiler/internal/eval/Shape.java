package dev.skep.compiler.internal.eval;

import dev.skep.bpf.map.BpfMap;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a {@link VirtualObject} is. Equal shapes are interchangeable. */
sealed interface Shape {
    /** The class that the object would have. */
    Class<?> type();

    /** Whether its content never changes after it was made, so that two of them may become one where paths meet. */
    boolean immutable();

    /** An instance of a class; one field of the object for each instance field, those of super classes first. */
    record Instance(Class<?> type, List<Field> declared, boolean immutable) implements Shape {
        Instance(Class<?> type, List<Field> declared) {
            this(type, declared, declared.stream().allMatch(field -> Modifier.isFinal(field.getModifiers())));
        }

        // The fields are the class's: to compare them, too, would take long where paths meet.
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Instance that && type == that.type;
        }

        @Override
        public int hashCode() {
            return type.hashCode();
        }

        int indexOf(Class<?> owner, String name) {
            for (int i = declared.size() - 1; i >= 0; i--) {
                Field field = declared.get(i);
                if (field.getName().equals(name) && field.getDeclaringClass().isAssignableFrom(owner)) return i;
            }
            return -1;
        }
    }

    /**
     * An array; its fields are its elements.
     *
     * @param type the array's class
     * @param site where it was made; null of one that no instruction makes
     */
    record Array(Class<?> type, @Nullable ArraySite site) implements Shape {
        @Override
        public boolean immutable() {
            return false;
        }
    }

    /**
     * A lambda or method reference; its fields are the captured values.
     *
     * @param type the interface
     * @param site the class that it was written in
     * @param target the method that it calls
     * @param called the interface method's types as they are used here, for conversions between them and the target's
     */
    record Lambda(Class<?> type, Class<?> site, DirectMethodHandleDesc target, MethodTypeDesc called) implements Shape {
        @Override
        public boolean immutable() {
            return true;
        }
    }

    /** A map that was found in another at run time and is like {@code model}; its field is its address. */
    record InnerMap(BpfMap model) implements Shape {
        @Override
        public Class<?> type() {
            return model.getClass();
        }

        @Override
        public boolean immutable() {
            return true;
        }
    }

    /** A Boolean, Byte, Short or Character that is known only at run time; its field is the number. */
    record Boxed(Class<?> type) implements Shape {
        @Override
        public boolean immutable() {
            return true;
        }
    }

    /** A StringBuilder; its field is the text so far. */
    record Text() implements Shape {
        @Override
        public Class<?> type() {
            return StringBuilder.class;
        }

        @Override
        public boolean immutable() {
            return false;
        }
    }
}
