package dev.skep.bpf.memory;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method {@code void name(T by)}, or {@code void name(int index, T by)} for arrays: adds atomically to the field of
 * type T that is named here. The field has four or eight bytes and the byte order of the machine. Short for {@link Atomic} with
 * {@link AtomicAccess#ADD}.
 *
 * <p>In the kernel this is {@code BPF_ATOMIC | BPF_ADD}; in user space an atomic add on the same memory, which must be
 * aligned to the size of the field.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AtomicAdd {
    /** Name of the field. */
    String value();
}
