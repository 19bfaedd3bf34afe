package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs at a tracepoint and gets the arguments of the tracepoint itself, in order: numbers as long or int, kernel structs as
 * {@code @KernelStruct} interfaces, which are read through bpf_probe_read_kernel.
 *
 * <p>BPF_PROG_TYPE_RAW_TRACEPOINT, since Linux 4.17.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface RawTracepoint {
    /** The tracepoint, without category: {@code sys_enter}. */
    String value();
}
