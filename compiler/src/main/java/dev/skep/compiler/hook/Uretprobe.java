package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs when a function of a program or library returns; its parameter, if it has one, is the result.
 *
 * <p>BPF_PROG_TYPE_KPROBE on a uprobe perf event, since Linux 4.3.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Uretprobe {
    /** Path of the program or library; {@code {field}} in it stands for a final field of the program object. */
    String binary();

    /** The function's symbol. */
    String symbol();
}
