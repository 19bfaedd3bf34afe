package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method decides on IP sockets that processes of a cgroup make, bind or close, and returns one of {@link SockContext}'s verdicts.
 *
 * <p>BPF_PROG_TYPE_CGROUP_SOCK; attached by a link since Linux 5.7.
 *
 * <p>Errors when it is attached: IllegalArgumentException if the folder is none of cgroup v2, {@link dev.skep.bpf.SyscallException} if the
 * kernel refuses. A result outside of the verdicts that is known at load time is a compile error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CgroupSock {
    /**
     * A folder of cgroup v2; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";

    /** When. */
    Event at();

    /** Whether it goes before all programs of the cgroup that are there, rather than behind them; since Linux 6.16. */
    boolean first() default false;

    /** What happens to the socket. */
    enum Event {
        /** BPF_CGROUP_INET_SOCK_CREATE: it is made. */
        CREATE,
        /** BPF_CGROUP_INET_SOCK_RELEASE: it is closed. Since Linux 5.9. */
        RELEASE,
        /** BPF_CGROUP_INET4_POST_BIND: it was bound to an IPv4 address. */
        POST_BIND4,
        /** BPF_CGROUP_INET6_POST_BIND: it was bound to an IPv6 address. */
        POST_BIND6
    }
}
