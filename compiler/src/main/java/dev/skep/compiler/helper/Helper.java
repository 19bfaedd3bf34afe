package dev.skep.compiler.helper;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which kernel helper a static method stands for. The compiler turns a call of the method into a call of the helper.
 *
 * <p>Numbers are from {@code enum bpf_func_id}, include/uapi/linux/bpf.h.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Helper {
    /** The helper's number. */
    int id();

    /** The helper's name in the kernel. */
    String name();

    /**
     * What the helper gets, in order, separated by spaces: {@code $0} is the method's first parameter, {@code sizeof($0)} the number of
     * bytes that it points to, {@code ctx} the program's context, a number itself.
     */
    String passes() default "";

    /** The first kernel that has it. */
    String since();
}
