package dev.skep.compiler.hook;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method runs for each element of one of the kernel's lists when user space reads
 * ({@link dev.skep.bpf.link.IteratorLink#open}, {@link dev.skep.bpf.link.IteratorLink#forEach}), and what it writes by
 * {@link dev.skep.compiler.helper.IteratorHelpers#seqWrite} or {@link dev.skep.compiler.helper.IteratorHelpers#seqPrintf} is what is read. Its first
 * parameter is an {@link IteratorMeta}; the others are those of the kernel's function {@code bpf_iter_...}: kernel structs as
 * {@code @KernelStruct} interfaces, keys and values of a map as structs, numbers as int. They may be null: after the last element the
 * method runs once more without one.
 *
 * <p>BPF_PROG_TYPE_TRACING with BPF_TRACE_ITER, since Linux 5.8; each list has its own first kernel: task 5.8, bpf_map_elem 5.9,
 * tcp and udp 5.9, task_file 5.8, task_vma 5.12, cgroup 6.1.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Iterator {
    /** The list: {@code task}, {@code bpf_map_elem}, {@code tcp}, ... */
    String value();

    /** For {@code bpf_map_elem}: the name of the field with the map. */
    String map() default "";

    /**
     * For {@code task}, {@code task_file}, {@code task_vma}: the process, a number or {@code {field}} (since Linux 6.1). Empty: all.
     */
    String pid() default "";

    /**
     * Whether the program may sleep, and so call helpers that do, such as bpf_copy_from_user (BPF_F_SLEEPABLE, since Linux 5.10); only
     * with lists that allow it.
     */
    boolean sleepable() default false;
}
