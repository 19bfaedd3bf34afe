package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method sees each packet that a network device receives, before the kernel's network stack, and returns one of
 * {@link XdpContext}'s verdicts.
 *
 * <p>BPF_PROG_TYPE_XDP, since Linux 4.8; attached by a link, since 5.9.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Xdp {
    /**
     * Name of the device; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";
}
