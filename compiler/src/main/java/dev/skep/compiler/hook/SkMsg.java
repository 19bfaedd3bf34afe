package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method decides where data goes that sockets of a map send, and returns one of {@link SkMsgContext}'s verdicts.
 *
 * <p>BPF_PROG_TYPE_SK_MSG with BPF_SK_MSG_VERDICT, since Linux 4.17.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SkMsg {
    /** Name of the field of the program object that holds the sockets: a SockMap or SockHash. Empty: loaded and not attached. */
    String value() default "";
}
