package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs when a kernel function is entered. Its parameters are the function's, in order: numbers as long or int, kernel
 * structs as {@code @KernelStruct} interfaces, which are read through bpf_probe_read_kernel.
 *
 * <p>BPF_PROG_TYPE_KPROBE, since Linux 4.1.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Kprobe {
    /** The function. */
    String value();
}
