package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method decides on reads and writes in /proc/sys by processes of a cgroup, and returns one of {@link SysctlContext}'s verdicts. Name
 * and values: {@link dev.skep.compiler.helper.CgroupHelpers}.
 *
 * <p>BPF_PROG_TYPE_CGROUP_SYSCTL with BPF_CGROUP_SYSCTL, since Linux 5.2; attached by a link since 5.7.
 *
 * <p>Errors when it is attached: IllegalArgumentException if the folder is none of cgroup v2, {@link dev.skep.bpf.SyscallException} if the
 * kernel refuses. A result outside of the verdicts that is known at load time is a compile error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CgroupSysctl {
    /**
     * A folder of cgroup v2; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";

    /** Whether it goes before all programs of the cgroup that are there, rather than behind them; since Linux 6.16. */
    boolean first() default false;
}
