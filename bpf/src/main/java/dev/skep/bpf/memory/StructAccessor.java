package dev.skep.bpf.memory;

import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/**
 * One abstract method of a struct and what it does.
 *
 * @param name name of the method
 * @param descriptor its types
 * @param role what it does with the field
 * @param field the field
 * @param indexed whether its first parameter is the index of an array's element
 * @param atomic what an atomic access does; null for others
 */
public record StructAccessor(
        String name,
        MethodTypeDesc descriptor,
        Role role,
        StructField field,
        boolean indexed,
        @Nullable AtomicAccess atomic) {

    StructAccessor(String name, MethodTypeDesc descriptor, Role role, StructField field, boolean indexed) {
        this(name, descriptor, role, field, indexed, null);
    }

    /** What an accessor does with its field. */
    public enum Role {
        /** Reads an integer, or gives the view of embedded bytes or of an embedded struct. */
        READ,
        /** Writes an integer. */
        WRITE,
        /** Accesses an integer atomically. */
        ATOMIC
    }
}
