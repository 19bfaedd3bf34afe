package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs before a kernel function and decides whether it runs at all: 0 lets it, any other number becomes its result at once.
 * It gets the function's arguments with their types and, as last parameter, what a program before it decided. Allowed are security
 * hooks ({@code security_...}) and, on kernels built with CONFIG_FUNCTION_ERROR_INJECTION, functions that are marked for it, as system
 * calls are.
 *
 * <p>BPF_PROG_TYPE_TRACING with BPF_MODIFY_RETURN, since Linux 5.7; needs a kernel that allows BPF trampolines.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FmodRet {
    /** The function. */
    String value();

    /**
     * Whether the program may sleep, and so call helpers that do, such as bpf_copy_from_user (BPF_F_SLEEPABLE, since Linux 5.10); only
     * at functions that allow it.
     */
    boolean sleepable() default false;
}
