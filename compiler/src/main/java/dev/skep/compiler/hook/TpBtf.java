package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs at a tracepoint and gets its arguments with their types: kernel structs are read by plain loads.
 *
 * <p>BPF_PROG_TYPE_TRACING with BPF_TRACE_RAW_TP, since Linux 5.5.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TpBtf {
    /** The tracepoint, without category: {@code sched_process_exec}. */
    String value();
}
