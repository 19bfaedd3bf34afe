package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method sees, may change, and allows or denies the addresses in socket calls of a cgroup's processes; it returns one of
 * {@link SockAddrContext}'s verdicts.
 *
 * <p>A socket of IPv6 may reach IPv4 addresses ({@code ::ffff:192.0.2.1}), and the JDK's do unless told otherwise: the hooks for IPv6 see
 * such calls, so a rule for IPv4 is only tight in both.
 *
 * <p>BPF_PROG_TYPE_CGROUP_SOCK_ADDR; attached by a link since Linux 5.7.
 *
 * <p>Errors when it is attached: IllegalArgumentException if the folder is none of cgroup v2, {@link dev.skep.bpf.SyscallException} if the
 * kernel refuses. A result outside of the verdicts that is known at load time is a compile error.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface CgroupSockAddr {
    /**
     * A folder of cgroup v2; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";

    /** In which call. */
    Call at();

    /** Whether it goes before all programs of the cgroup that are there, rather than behind them; since Linux 6.16. */
    boolean first() default false;

    /** A system call with an address. */
    enum Call {
        /** BPF_CGROUP_INET4_BIND: bind(2), IPv4. */
        BIND4,
        /** BPF_CGROUP_INET6_BIND: bind(2), IPv6. */
        BIND6,
        /** BPF_CGROUP_INET4_CONNECT: connect(2), and the first sendto(2) of TCP Fast Open, IPv4. */
        CONNECT4,
        /** BPF_CGROUP_INET6_CONNECT: connect(2), and the first sendto(2) of TCP Fast Open, IPv6. */
        CONNECT6,
        /** BPF_CGROUP_UNIX_CONNECT: the same for a socket of AF_UNIX. Since Linux 6.7. */
        CONNECT_UNIX,
        /** BPF_CGROUP_UDP4_SENDMSG: sendto(2), sendmsg(2) with an address, of UDP, IPv4. Since Linux 4.18. */
        SENDMSG4,
        /** BPF_CGROUP_UDP6_SENDMSG: sendto(2), sendmsg(2) with an address, of UDP, IPv6. Since Linux 4.18. */
        SENDMSG6,
        /** BPF_CGROUP_UNIX_SENDMSG: the same for a socket of AF_UNIX. Since Linux 6.7. */
        SENDMSG_UNIX,
        /** BPF_CGROUP_UDP4_RECVMSG: the sender that recvfrom(2), recvmsg(2) tell, of UDP; always {@link SockAddrContext#ALLOW}, IPv4. Since Linux 5.2. */
        RECVMSG4,
        /** BPF_CGROUP_UDP6_RECVMSG: the sender that recvfrom(2), recvmsg(2) tell, of UDP; always {@link SockAddrContext#ALLOW}, IPv6. Since Linux 5.2. */
        RECVMSG6,
        /** BPF_CGROUP_UNIX_RECVMSG: the same for a socket of AF_UNIX. Since Linux 6.7. */
        RECVMSG_UNIX,
        /** BPF_CGROUP_INET4_GETPEERNAME: what getpeername(2) tells; always {@link SockAddrContext#ALLOW}, IPv4. Since Linux 5.8. */
        GETPEERNAME4,
        /** BPF_CGROUP_INET6_GETPEERNAME: what getpeername(2) tells; always {@link SockAddrContext#ALLOW}, IPv6. Since Linux 5.8. */
        GETPEERNAME6,
        /** BPF_CGROUP_UNIX_GETPEERNAME: the same for a socket of AF_UNIX. Since Linux 6.7. */
        GETPEERNAME_UNIX,
        /** BPF_CGROUP_INET4_GETSOCKNAME: what getsockname(2) tells; always {@link SockAddrContext#ALLOW}, IPv4. Since Linux 5.8. */
        GETSOCKNAME4,
        /** BPF_CGROUP_INET6_GETSOCKNAME: what getsockname(2) tells; always {@link SockAddrContext#ALLOW}, IPv6. Since Linux 5.8. */
        GETSOCKNAME6,
        /** BPF_CGROUP_UNIX_GETSOCKNAME: the same for a socket of AF_UNIX. Since Linux 6.7. */
        GETSOCKNAME_UNIX
    }
}
