package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs when a function of a program or library is entered, or comes to an instruction of it. Its parameters are the first
 * arguments of the function: numbers and addresses as long or int. A parameter that is an interface with
 * {@code @KernelStruct("pt_regs")} is the registers.
 *
 * <p>BPF_PROG_TYPE_KPROBE on a uprobe perf event, since Linux 4.3; by a link, with a cookie, since 5.15. Several functions or a pattern
 * are attached by one link where the kernel has BPF_TRACE_UPROBE_MULTI (since 6.6), otherwise, or where a process is named, by one perf
 * event each, up to 512.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Uprobe {
    /** Path of the program or library; {@code {field}} in it stands for a final field of the program object. */
    String binary();

    /**
     * The function's symbol, or several; {@code *} and {@code ?} in a name stand for any characters and for one, and patterns stand for
     * functions only. Empty where {@code offset} counts from the start of the file.
     */
    String[] symbol() default {};

    /** Bytes from the start of the function, or of the file where no function is named: a number, or {@code {field}}; 0 if empty. */
    String offset() default "";

    /** The process, with all its threads: a number, or {@code {field}}. Empty: every process that maps the file, now or later. */
    String pid() default "";

    /**
     * A number, or {@code {field}}: what {@link dev.skep.compiler.helper.Helpers#getAttachCookie} answers; 0 if empty. With several
     * functions it is that of the first, and each that follows has one more: the index in {@link dev.skep.compiler.LoadedProgram#places}
     * for those who give none.
     */
    String cookie() default "";

    /**
     * Bytes from the start of the file to a 16-bit counter that the kernel raises in each process while the program is attached, so that
     * the process knows that it is watched: a number, or {@code {field}}; none if empty or 0. <i>Since Linux 4.20</i>
     */
    String semaphore() default "";
}
