package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method finds the headers of packets for the hashes of a network namespace, in place of the kernel's own code, and returns one of
 * {@link FlowDissectorContext}'s verdicts.
 *
 * <p>BPF_PROG_TYPE_FLOW_DISSECTOR with BPF_FLOW_DISSECTOR, since Linux 4.20; attached by a link since 5.8. One program for each namespace,
 * and none where the first namespace has one.
 *
 * <p>Errors when it is attached: {@link dev.skep.bpf.SyscallException} if there is no such namespace, or the kernel refuses.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface FlowDissector {
    /**
     * The network namespace: a name that `ip netns` knows, or a file such as {@code /proc/self/ns/net}; {@code {field}} in it stands for a
     * final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";
}
