package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method hears of events of TCP connections of a cgroup's processes; see {@link SockOpsContext#operation}. It returns 0 or 1, and answers
 * by {@link SockOpsContext#reply}.
 *
 * <p>BPF_PROG_TYPE_SOCK_OPS with BPF_CGROUP_SOCK_OPS, since Linux 4.13; attached by a link since 5.7.
 *
 * <p>Errors when it is attached: IllegalArgumentException if the folder is none of cgroup v2, {@link dev.skep.bpf.SyscallException} if the
 * kernel refuses. A result outside of the verdicts that is known at load time is a compile error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SockOps {
    /**
     * A folder of cgroup v2; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";

    /** Whether it goes before all programs of the cgroup that are there, rather than behind them; since Linux 6.16. */
    boolean first() default false;
}
