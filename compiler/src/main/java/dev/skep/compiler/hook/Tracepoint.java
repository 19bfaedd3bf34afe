package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs at a tracepoint. Its parameter, if it has one, is an interface whose methods are fields of the tracepoint's format
 * (/sys/kernel/tracing/events/CATEGORY/NAME/format), found by name.
 *
 * <p>BPF_PROG_TYPE_TRACEPOINT, since Linux 4.7; attached by a perf event and a link with a cookie, since 5.15.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tracepoint {
    /**
     * {@code category/name}; {@code {field}} in it stands for a final field of the program. Several: one program runs at each of them,
     * and the fields it uses must lie at the same place in all formats; those that this kernel lacks are left out unless it has none.
     */
    String[] value();

    /**
     * A number, or {@code {field}}: what {@link dev.skep.compiler.helper.Helpers#getAttachCookie} answers; 0 if empty. With several
     * tracepoints it is that of the first, and each that follows has one more; one that this kernel lacks has none.
     */
    String cookie() default "";
}
