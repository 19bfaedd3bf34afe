package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs when a function of a program or library returns; its parameter, if it has one, is the result.
 *
 * <p>BPF_PROG_TYPE_KPROBE on a uprobe perf event, since Linux 4.3; by a link, with a cookie, since 5.15. Several functions or a pattern
 * are attached by one link where the kernel has BPF_TRACE_UPROBE_MULTI (since 6.6), otherwise, or where a process is named, by one perf
 * event each, up to 512.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Uretprobe {
    /** Path of the program or library; {@code {field}} in it stands for a final field of the program object. */
    String binary();

    /**
     * The function's symbol, or several; {@code *} and {@code ?} in a name stand for any characters and for one, and patterns stand for
     * functions only. Empty where {@code offset} counts from the start of the file.
     */
    String[] symbol() default {};

    /**
     * Where no function is named: bytes from the start of the file to the function's first instruction, a number or {@code {field}}. The
     * kernel takes what lies on top of the stack there for the return address, so another instruction would break the traced program.
     */
    String offset() default "";

    /** The process, with all its threads: a number, or {@code {field}}. Empty: every process that maps the file, now or later. */
    String pid() default "";

    /**
     * A number, or {@code {field}}: what {@link dev.skep.compiler.helper.Helpers#getAttachCookie} answers; 0 if empty. With several
     * functions it is that of the first, and each that follows has one more: the index in {@link dev.skep.compiler.LoadedProgram#places}
     * for those who give none.
     */
    String cookie() default "";
}
