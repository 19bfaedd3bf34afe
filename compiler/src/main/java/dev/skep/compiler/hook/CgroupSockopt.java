package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method sees, may change, and allows or denies socket options of a cgroup's processes; it returns one of {@link SockoptContext}'s
 * verdicts.
 *
 * <p>BPF_PROG_TYPE_CGROUP_SOCKOPT with BPF_CGROUP_GETSOCKOPT or BPF_CGROUP_SETSOCKOPT, since Linux 5.3; attached by a link since 5.7.
 *
 * <p>Errors when it is attached: IllegalArgumentException if the folder is none of cgroup v2, {@link dev.skep.bpf.SyscallException} if the
 * kernel refuses. A result outside of the verdicts that is known at load time is a compile error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CgroupSockopt {
    /**
     * A folder of cgroup v2; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";

    /** In which call. */
    Call at();

    /** Whether it goes before all programs of the cgroup that are there, rather than behind them; since Linux 6.16. */
    boolean first() default false;

    /** A system call on an option. */
    enum Call {
        /** BPF_CGROUP_GETSOCKOPT: getsockopt(2), after the kernel. */
        GETSOCKOPT,
        /** BPF_CGROUP_SETSOCKOPT: setsockopt(2), before the kernel. */
        SETSOCKOPT
    }
}
