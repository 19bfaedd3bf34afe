package dev.skep.compiler.hook;

import dev.skep.bpf.link.Direction;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The method sees each packet that a network device receives or sends, with the kernel's metadata, and returns one of
 * {@link TcContext}'s verdicts.
 *
 * <p>BPF_PROG_TYPE_SCHED_CLS. Attached by BPF_TCX_INGRESS or BPF_TCX_EGRESS since Linux 6.6, and by a filter in a clsact qdisc since
 * 4.5, which {@link dev.skep.bpf.link.ClsactLink} describes: such a filter is removed when the load is closed, and <b>not</b> by the
 * kernel when the process dies. For a place beside a certain other program, load detached and use
 * {@link dev.skep.bpf.link.TcxLink#attach(dev.skep.bpf.program.Program, int, Direction, dev.skep.bpf.link.LinkOrder)}.
 *
 * <p>Errors when it is attached: IllegalArgumentException if there is no such device, {@link dev.skep.bpf.SyscallException} if the
 * kernel refuses.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Tcx {
    /**
     * Name of the device; {@code {field}} in it stands for a final field of the program object. Empty: loaded and not attached.
     */
    String value() default "";

    /** Which packets. */
    Direction direction() default Direction.INGRESS;

    /** Whether it goes before all programs that are there, rather than behind them; by tcx only. */
    boolean first() default false;

    /** By which of the kernel's two ways. */
    Way way() default Way.ANY;

    /** How a program gets to a device's traffic control. */
    enum Way {
        /** By tcx where the kernel has it, otherwise by clsact. */
        ANY,
        /** By a link (tcx), since Linux 6.6. */
        TCX,
        /** By a filter in a clsact qdisc. */
        CLSACT
    }
}
