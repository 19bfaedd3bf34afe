package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs at a probe that the author of a program or library put into it (user statically defined tracing, the notes of section
 * .note.stapsdt). Its parameters are the probe's arguments, in order: numbers and addresses as long or int, structs of the traced
 * program as interfaces. Where an argument is, the note says: the compiler makes a direct read of that register or memory.
 * A probe that is at several places runs the method at each; where its arguments lie differently, the method asks by attach cookie
 * at which place it is.
 *
 * <p>BPF_PROG_TYPE_KPROBE on uprobe events, since Linux 5.15; several places are attached by one link where the kernel has
 * BPF_TRACE_UPROBE_MULTI (since 6.6) and no process is named. A probe with a semaphore is switched on in the traced processes as long
 * as the program is attached (since 4.20). Arguments are understood on x86-64.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Usdt {
    /** Path of the program or library; {@code {field}} in it stands for a final field of the program object. */
    String binary();

    /** Who defined the probe, often the library's name; empty for any. */
    String provider() default "";

    /** The probe's name as the note has it: {@code gc__begin}. */
    String name();

    /** The process, with all its threads: a number, or {@code {field}}. Empty: every process that maps the file, now or later. */
    String pid() default "";
}
