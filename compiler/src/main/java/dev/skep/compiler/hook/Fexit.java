package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs when a kernel function returns and gets its arguments and, as last parameter, its result.
 *
 * <p>BPF_PROG_TYPE_TRACING with BPF_TRACE_FEXIT, since Linux 5.5; needs a kernel that allows BPF trampolines.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Fexit {
    /** The function. */
    String value();

    /**
     * Whether the program may sleep, and so call helpers that do, such as bpf_copy_from_user (BPF_F_SLEEPABLE, since Linux 5.10); only
     * at functions that allow it.
     */
    boolean sleepable() default false;
}
