package dev.skep.compiler.helper;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A helper after which the packet may lie elsewhere in memory or have another length. The compiler refuses headers that were found
 * before the call and are used after it.
 *
 * <p>The list is bpf_helper_changes_pkt_data() in net/core/filter.c.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ChangesPacket {}
