package dev.skep.bpf.memory;

import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/**
 * An abstract method of a struct as the class file has it.
 *
 * @param owner the interface that declares it
 * @param name its name
 * @param descriptor its types
 * @param length what {@link Length} says, or -1
 * @param width bytes after {@link U8}, {@link U16} or {@link U32}, or 0
 * @param bigEndian whether {@link BigEndian} is there
 * @param atomicField what {@link Atomic} or {@link AtomicAdd} names, or null
 * @param atomic what is done with it, or null
 */
record StructMethod(
        Class<?> owner,
        String name,
        MethodTypeDesc descriptor,
        int length,
        int width,
        boolean bigEndian,
        @Nullable String atomicField,
        @Nullable AtomicAccess atomic) {

    String returns() {
        return descriptor.returnType().descriptorString();
    }

    boolean isGetter() {
        return atomic == null && !returns().equals("V");
    }

    IllegalArgumentException error(String reason) {
        return new IllegalArgumentException(
                owner.getTypeName() + "." + name + descriptor.displayDescriptor() + ": " + reason);
    }
}
