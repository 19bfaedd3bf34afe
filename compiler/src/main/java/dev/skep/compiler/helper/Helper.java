package dev.skep.compiler.helper;

import dev.skep.bpf.program.ProgramType;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which kernel helper a static method stands for. The compiler turns a call of the method into a call of the helper, and refuses
 * one that this hook, this kernel or this licence does not allow.
 *
 * <p>Numbers are from {@code enum bpf_func_id}, include/uapi/linux/bpf.h. Who may call what is from the kernel's functions
 * {@code *_func_proto} and the members {@code gpl_only} and {@code might_sleep} of struct bpf_func_proto (kernel/bpf/helpers.c,
 * kernel/trace/bpf_trace.c, net/core/filter.c, v6.18).
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
     * bytes that it points to, {@code ctx} the program's context, {@code out} the address of a number that is the method's result
     * instead of the helper's, {@code 0} nought.
     */
    String passes() default "";

    /** The first kernel that has it. */
    String since();

    /** Which programs may call it. */
    Callers callers() default Callers.UNSTATED;

    /** Which kinds of program may call it, where no name of {@link Callers} says it. */
    ProgramType[] programs() default {};

    /** Those of {@link #callers()} or {@link #programs()} that may call it since {@link #laterSince()} only. */
    ProgramType[] later() default {};

    /** The first kernel where {@link #later()} may call it; empty if there are none. */
    String laterSince() default "";

    /** The first kernel where all programs may call it, not only its {@link #callers}; empty if there is none. */
    String everywhereSince() default "";

    /**
     * The kernel's names of what gives back what this one returns, separated by spaces; empty if nothing must be given back. A program
     * that does not call one of them on every path does not compile.
     */
    String releasedBy() default "";

    /** Whether the result, a struct, may be null, so that it must be tested before it is used. */
    boolean mayBeNull() default false;

    /** Whether only programs under a licence compatible with the GPL may call it. */
    boolean gplOnly() default false;

    /** Whether it may sleep, which only some hooks allow. */
    boolean sleeps() default false;
}
