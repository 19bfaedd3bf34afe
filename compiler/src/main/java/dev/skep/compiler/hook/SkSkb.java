package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method decides where data goes that sockets of a map have received, and returns one of {@link SkSkbContext}'s verdicts; as a parser it
 * returns the length of the message that begins the data, 0 if more data is needed to tell.
 *
 * <p>A socket takes part once it has been accepted; data that came before waits for more.
 *
 * <p>BPF_PROG_TYPE_SK_SKB, since Linux 4.14.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SkSkb {
    /** Name of the field of the program object that holds the sockets: a SockMap or SockHash. Empty: loaded and not attached. */
    String value() default "";

    /** In which role. */
    Role as() default Role.VERDICT;

    /** What the program does with received data. */
    enum Role {
        /** BPF_SK_SKB_STREAM_PARSER: says where messages end. */
        PARSER,
        /** BPF_SK_SKB_STREAM_VERDICT: decides on each message of a parser; without a parser on whatever came. */
        STREAM_VERDICT,
        /** BPF_SK_SKB_VERDICT: decides on whatever came, of TCP, UDP and AF_UNIX. Since Linux 5.13. */
        VERDICT
    }
}
