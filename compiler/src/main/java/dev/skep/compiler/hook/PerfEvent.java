package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs at regular times on each CPU, in the context of whatever runs there.
 *
 * <p>BPF_PROG_TYPE_PERF_EVENT, since Linux 4.9.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PerfEvent {
    /** Runs a second and CPU. */
    int frequency();
}
