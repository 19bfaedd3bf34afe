package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs when a kernel function returns; its parameter, if it has one, is the result.
 *
 * <p>BPF_PROG_TYPE_KPROBE, since Linux 4.1; by a link, with a cookie, since 5.15. Several functions or a pattern are attached by one
 * link where the kernel has BPF_TRACE_KPROBE_MULTI (since 5.18, CONFIG_FPROBE), otherwise by one perf event each, up to 512.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Kretprobe {
    /**
     * The function, as /proc/kallsyms names it, or several; {@code *} and {@code ?} in a name stand for any characters and for one.
     * {@code {field}} stands for a final field of the program object.
     */
    String[] value();

    /**
     * A number, or {@code {field}}: what {@link dev.skep.compiler.helper.Helpers#getAttachCookie} answers; 0 if empty. With several
     * functions it is that of the first, and each that follows has one more: the index in {@link dev.skep.compiler.LoadedProgram#places}
     * for those who give none.
     */
    String cookie() default "";
}
