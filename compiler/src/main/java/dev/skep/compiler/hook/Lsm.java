package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs at a security hook, gets its arguments with their types, and decides: 0 allows, a negative errno denies.
 *
 * <p>BPF_PROG_TYPE_LSM with BPF_LSM_MAC, since Linux 5.7; needs {@code bpf} among the active LSMs.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Lsm {
    /** The hook without {@code bpf_lsm_}: {@code file_open}. */
    String value();

    /**
     * Whether the program may sleep, and so call helpers that do, such as bpf_copy_from_user (BPF_F_SLEEPABLE, since Linux 5.10); only
     * at hooks that allow it.
     */
    boolean sleepable() default false;
}
