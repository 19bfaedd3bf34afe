package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method chooses the socket for connections and datagrams that come to a network namespace, by
 * {@link dev.skep.compiler.helper.SocketHelpers#skAssign}, and returns one of {@link SkLookupContext}'s verdicts. So one socket can serve
 * many addresses and ports.
 *
 * <p>BPF_PROG_TYPE_SK_LOOKUP with BPF_SK_LOOKUP, since Linux 5.9.
 *
 * <p>Errors when it is attached: {@link dev.skep.bpf.SyscallException} if there is no such namespace, or the kernel refuses.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SkLookup {
    /**
     * The network namespace: a name that `ip netns` knows, or a file such as {@code /proc/self/ns/net}; {@code {field}} in it stands for a
     * final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";
}
