package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method decides on each packet that one end of a netkit pair sends, before any queue, and returns one of {@link TcContext}'s
 * verdicts; {@link TcContext#NEXT} leaves it to the next program and in the end to the device's policy.
 *
 * <p>BPF_PROG_TYPE_SCHED_CLS with BPF_NETKIT_PRIMARY or BPF_NETKIT_PEER, since Linux 6.7 (CONFIG_NETKIT).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Netkit {
    /**
     * Name of the primary device, the one on the host's side; {@code {field}} in it stands for a final field of the program object.
     * Empty: loaded and not attached.
     */
    String value() default "";

    /** Whether the method sees what the peer sends, rather than what the primary sends. */
    boolean peer() default false;
}
