package dev.skep.compiler.helper;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which kernel function a static method stands for. The compiler turns a call of the method into a call of that function, which it
 * finds by name in the BTF of the running kernel and of its modules. A method of your own may carry it, too.
 *
 * <p>Kernel functions are no stable interface: they come, change and go between kernels. A program that needs one that this kernel lacks
 * does not compile, and the error names the kernel that has it.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Kfunc {
    /** The function's name in the kernel. */
    String name();

    /** What the function gets, in order, as in {@link Helper#passes()}. */
    String passes() default "";

    /** The first kernel that has it. */
    String since();

    /** Whether the result may be null (KF_RET_NULL), so that it must be tested before it is used. */
    boolean mayBeNull() default false;

    /**
     * The kernel's names of what gives back what this one returns (KF_ACQUIRE and KF_RELEASE), separated by spaces. A program that
     * does not call one of them on every path does not compile.
     */
    String releasedBy() default "";
}
