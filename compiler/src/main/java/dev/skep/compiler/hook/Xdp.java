package dev.skep.compiler.hook;

import dev.skep.bpf.link.XdpMode;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method sees each packet that a network device receives, before the kernel's network stack, and returns one of
 * {@link XdpContext}'s verdicts.
 *
 * <p>BPF_PROG_TYPE_XDP, since Linux 4.8; attached by a link, since 5.9. One program for each device: EBUSY says that another is there.
 * A device whose driver cannot do what {@link #mode} asks for gives {@link dev.skep.bpf.UnsupportedFeatureException}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Xdp {
    /**
     * Name of the device; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";

    /**
     * Whether the program takes packets in fragments, as devices with a large MTU have them (BPF_F_XDP_HAS_FRAGS, since Linux 5.18).
     * {@link XdpContext#at} then sees the first fragment only; {@link dev.skep.compiler.helper.XdpHelpers#xdpLoadBytes} sees all.
     */
    boolean fragments() default false;

    /** Where in the receive path. */
    XdpMode mode() default XdpMode.AUTO;
}
