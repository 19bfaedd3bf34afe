package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method watches each packet that a network device receives or sends, and cannot change what becomes of it: it belongs to a packet
 * socket that gets copies. Returns how many bytes of the copy the socket keeps; nobody reads the socket, so return 0.
 *
 * <p>BPF_PROG_TYPE_SOCKET_FILTER by SO_ATTACH_BPF, since Linux 3.19; needs CAP_NET_RAW. For a socket of your own load detached and use
 * {@link dev.skep.bpf.link.SocketFilterLink#onSocket}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SocketFilter {
    /**
     * Name of the device; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";
}
