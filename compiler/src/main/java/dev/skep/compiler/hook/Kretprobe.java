package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs when a kernel function returns; its parameter, if it has one, is the result.
 *
 * <p>BPF_PROG_TYPE_KPROBE, since Linux 4.1.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Kretprobe {
    /** The function. */
    String value();
}
