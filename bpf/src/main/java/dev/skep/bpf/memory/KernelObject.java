package dev.skep.bpf.memory;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a {@link Struct} without fields: an object of the kernel's own that lies in a map value, recognised by its name in the map's BTF.
 * Nobody reads or writes its bytes but the kernel; in copies that user space gets they are zero.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface KernelObject {
    /** Name of the kernel's struct: {@code "bpf_spin_lock"}. */
    String value();

    /** Its bytes. */
    int size();

    /** Its alignment in bytes. */
    int alignment();
}
