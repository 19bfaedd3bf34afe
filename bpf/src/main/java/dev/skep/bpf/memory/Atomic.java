package dev.skep.bpf.memory;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a method of a {@link Struct}: an atomic access to the field that is named here, which has four or eight bytes and the byte order
 * of the machine. An array's method takes the index first.
 *
 * {@snippet :
 * interface Slot extends Struct {
 *     long owner();
 *
 *     @Atomic(value = "owner", does = AtomicAccess.COMPARE_AND_EXCHANGE)
 *     long compareAndExchangeOwner(long expected, long value);
 * }
 * }
 *
 * <p>In the kernel it works on map values, ring buffer records and the stack; in user space the memory must be aligned to the size of
 * the field, and a value that was looked up in a map is a copy.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Atomic {
    /** Name of the field. */
    String value();

    /** What is done; it decides what the method takes and gives. */
    AtomicAccess does();
}
