package dev.skep.compiler;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a class's programs tell the kernel of their licence. Without it they say "Dual BSD/GPL".
 *
 * <p>Some helpers are for programs under a licence compatible with the GPL: "GPL", "GPL v2", "GPL and additional rights", "Dual
 * BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL" (include/linux/license.h).
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface License {
    /** The licence in the kernel's words; at most 127 characters. */
    String value();
}
