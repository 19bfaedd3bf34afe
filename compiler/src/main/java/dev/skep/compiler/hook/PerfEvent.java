package dev.skep.compiler.hook;

import dev.skep.bpf.link.PerfCounter;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs at samples of a counter: at regular times on each CPU, each so many page faults or processor cycles, in the context of
 * whatever runs there. Its parameter, if it has one, is an interface with {@code @KernelStruct("bpf_perf_event_data")}. Either a
 * frequency or a period is given.
 *
 * <p>BPF_PROG_TYPE_PERF_EVENT, since Linux 4.9; by a link, with a cookie, since 5.15.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface PerfEvent {
    /** Samples a second, on each CPU or of each thread; the kernel adapts the period to it. */
    int frequency() default 0;

    /** Counted events from one sample to the next: nanoseconds for the clocks. */
    long period() default 0;

    /** What is counted. */
    PerfCounter counter() default PerfCounter.CPU_CLOCK;

    /** The process, with its threads and what they start: a number, or {@code {field}}. Empty: whatever runs. */
    String pid() default "";

    /** The CPU: a number, or {@code {field}}. Empty: every one. */
    String cpu() default "";

    /** A number, or {@code {field}}: what {@link dev.skep.compiler.helper.Helpers#getAttachCookie} answers; 0 if empty. */
    String cookie() default "";
}
