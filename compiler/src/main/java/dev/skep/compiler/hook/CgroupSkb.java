package dev.skep.compiler.hook;

import dev.skep.bpf.link.Direction;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method sees each IP packet that a socket of a cgroup receives or sends, and returns one of {@link CgroupSkbContext}'s verdicts.
 *
 * <p>BPF_PROG_TYPE_CGROUP_SKB with BPF_CGROUP_INET_INGRESS or BPF_CGROUP_INET_EGRESS; attached by a link since Linux 5.7.
 *
 * <p>Errors when it is attached: IllegalArgumentException if the folder is none of cgroup v2, {@link dev.skep.bpf.SyscallException} if the
 * kernel refuses. A result outside of the verdicts that is known at load time is a compile error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CgroupSkb {
    /**
     * A folder of cgroup v2; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";

    /** Which packets. */
    Direction direction();

    /** Whether it goes before all programs of the cgroup that are there, rather than behind them; since Linux 6.16. */
    boolean first() default false;
}
